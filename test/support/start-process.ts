import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Running, readRunning } from '../../infra/local/running.ts';
import { ASSEMBLY } from '../../infra/local/state-directory.ts';
import { ASSEMBLY_DIRECTORY } from './shared/names.ts';

export type Started = { child: ChildProcess; output: () => string; running: () => Running | undefined };

/** Ended with us, also where a test ran out of time and nobody ends them. */
const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Puts the assembly that the run of tests shares where a start in this directory finds it, as one that a start before made. */
export function shareAssembly(directory: string): void {
  const shared = process.env[ASSEMBLY_DIRECTORY];
  if (shared) cpSync(shared, join(directory, '.countersign', ASSEMBLY), { recursive: true });
}

/** `npm start` as a process of its own, in an own directory; `env` replaces the environment. */
export function startProcess(
  directory: string,
  port: number,
  env: NodeJS.ProcessEnv = process.env,
  ...args: string[]
): Started {
  const start = resolve('infra/local/start.ts');
  const child = spawn(process.execPath, [start, '--port', String(port), ...args], {
    cwd: directory,
    env,
    stdio: 'pipe',
  });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
  return { child, output: () => chunks.join(''), running: () => readRunning(resolve(directory, '.countersign')) };
}

/** Waits until it says that it runs. Throws with what it said when it ended before. */
export async function untilRunning(started: Started, withinMs = 300_000): Promise<Running> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (started.child.exitCode !== null)
      throw new Error(`It ended with ${started.child.exitCode}: ${started.output()}`);
    const running = started.output().includes('Countersign runs.') ? started.running() : undefined;
    if (running) return running;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`It did not run within ${withinMs} ms: ${started.output()}`);
}

export async function end(started: Started, signal: NodeJS.Signals): Promise<number | null> {
  if (started.child.exitCode === null && started.child.signalCode === null) {
    started.child.kill(signal);
    await once(started.child, 'exit');
  }
  return started.child.exitCode;
}
