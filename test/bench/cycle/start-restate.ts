import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const SERVER = join(import.meta.dirname, '../node_modules/@restatedev/restate-server-linux-x64/bin/restate-server');
const STARTS_WITHIN_MS = 60_000;

/** A Restate server of its own on loopback, as it comes, with its data on disk; undefined where npm brought none. */
export async function startRestate() {
  if (!existsSync(SERVER)) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-restate-'));
  const [ingress, admin, node] = [await freePort(), await freePort(), await freePort()];
  const args = ['--base-dir', directory, '--bind-ip', '127.0.0.1', '--bind-port', String(node)];
  const server = spawn(SERVER, [...args, '--listen-mode', 'tcp', '--node-name', 'bench', '--no-logo'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      RESTATE_DISABLE_TELEMETRY: 'true',
      RESTATE_INGRESS__BIND_PORT: String(ingress),
      RESTATE_ADMIN__BIND_PORT: String(admin),
    },
  });
  const urls = { ingress: `http://127.0.0.1:${ingress}`, admin: `http://127.0.0.1:${admin}` };
  const close = async () => {
    server.kill('SIGKILL');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(directory, { recursive: true, force: true });
  };
  const until = Date.now() + STARTS_WITHIN_MS;
  while (!(await isReady(urls))) {
    if (server.exitCode !== null || Date.now() > until) {
      await close();
      throw new Error('Restate did not start within a minute');
    }
    await delay(100);
  }
  return { ...urls, directory, close };
}

async function isReady({ ingress, admin }: { ingress: string; admin: string }): Promise<boolean> {
  const answers = [`${ingress}/restate/health`, `${admin}/health`].map((url) => fetch(url).then(({ ok }) => ok));
  return (await Promise.all(answers).catch(() => [false])).every(Boolean);
}
