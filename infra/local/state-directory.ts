import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { StartError } from './dynamodb/start-error.ts';
import { isAlive } from './is-alive.ts';
import { readRunning } from './running.ts';

const LOCK = 'lock';
/** Where the assembly is: no state, since it says itself what code it was made from. */
export const ASSEMBLY = 'assembly';

/**
 * Makes the directory ours until this process ends: two runs would write the same database and queue. The lock of a
 * process that is gone is taken over. Throws a `StartError` where its process is alive.
 */
export function lockState(stateDirectory: string): void {
  mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
  const file = join(stateDirectory, LOCK);
  while (!create(file)) {
    const written = read(file);
    if (written === undefined) continue;
    const holder = Number(written);
    // Ours it can only be by chance: in a container, the first process has the same id at every start.
    if (holder !== process.pid && (!(holder > 0) || isAlive(holder))) throw runsAlready(stateDirectory, holder);
    rmSync(file, { force: true });
  }
  process.once('exit', () => rmSync(file, { force: true }));
}

/** Empties the directory of all state; call it with the lock taken, which stays. */
export function emptyState(stateDirectory: string): void {
  for (const name of readdirSync(stateDirectory)) {
    if (name !== LOCK && name !== ASSEMBLY) rmSync(join(stateDirectory, name), { recursive: true, force: true });
  }
}

function create(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where its process ended between our look and our reading. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function runsAlready(stateDirectory: string, holder: number): StartError {
  const running = readRunning(stateDirectory);
  const at = running?.pid === holder ? `, ${running.apiUrl}/` : '';
  const file = relative(process.cwd(), join(stateDirectory, LOCK));
  return new StartError(
    `Countersign runs here already (process ${holder || 'unknown'}${at}): stop it first. If that process is another program, delete ${file} and start again.`,
  );
}
