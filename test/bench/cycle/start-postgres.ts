import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stored } from './contender.ts';
import { freePort } from './free-port.ts';

const NEEDS = 'needs a Postgres server on this machine (Debian: apt-get install postgresql): its part is left out';

/** A Postgres of its own on loopback, as it comes, with fsync; or the sentence that says why not. */
export async function startPostgres() {
  const bin = globSync('/usr/lib/postgresql/*/bin').sort().at(-1) ?? '/usr/local/bin';
  if (!existsSync(join(bin, 'initdb'))) return NEEDS;
  const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-pg-'));
  const owner = ownerOf(directory);
  if (owner === 'none') return 'refuses to run as root, and there is no user "postgres": its part is left out';
  const port = await freePort();
  execFileSync(join(bin, 'initdb'), ['-D', directory, '-U', 'bench', '-A', 'trust'], { stdio: 'ignore', ...owner });
  const args = ['-D', directory, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', directory];
  // Every contender keeps a pool of its own open, all of them at once.
  args.push('-c', 'max_connections=400');
  const server = spawn(join(bin, 'postgres'), args, { stdio: 'ignore', ...owner });
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim();
  await untilReady(bin, port, server);
  const close = async () => {
    server.kill('SIGINT');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(directory, { recursive: true, force: true });
  };
  const stored = async () => readStored(join(bin, 'psql'), port);
  return { host: '127.0.0.1', port, user: 'bench', version, stored, close };
}

/** Rows of its databases that were made, changed or removed since it began, and the bytes of its log. */
function readStored(psql: string, port: number): Stored {
  const writes = 'select sum(tup_inserted + tup_updated + tup_deleted) from pg_stat_database';
  const bytes = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
  const [rows, log] = [writes, bytes].map((query) =>
    Number(execFileSync(psql, ['-h', '127.0.0.1', '-p', String(port), '-U', 'bench', '-Atc', query, 'postgres'])),
  );
  return { writes: rows ?? 0, bytes: log ?? 0 };
}

/** Postgres does not run as root: there its own user runs it. */
function ownerOf(directory: string): { uid?: number; gid?: number } | 'none' {
  if (process.getuid?.() !== 0) return {};
  try {
    const [uid = 0, gid = 0] = ['-u', '-g'].map((what) =>
      Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    chownSync(directory, uid, gid);
    return { uid, gid };
  } catch {
    return 'none';
  }
}

async function untilReady(bin: string, port: number, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q'], { stdio: 'ignore' });
      return;
    } catch {
      if (server.exitCode !== null) break;
      await delay(50);
    }
  }
  throw new Error('Postgres did not start within 10 s');
}
