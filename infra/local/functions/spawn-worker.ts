import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FunctionSettings } from './function-settings.ts';
import type { WorkerSetup } from './worker-messages.ts';

type LineStream = 'stdout' | 'stderr';

export type WorkerOptions = {
  settings: FunctionSettings;
  /** The bundle's module file. */
  file: string;
  /** The whole environment of the worker; nothing of the host's is added. */
  env: Record<string, string>;
  log: (line: string, stream: LineStream) => void;
};

/** A thread with the function's own environment and memory limit, its output read line by line. */
export function spawnWorker({ settings, file, env, log }: WorkerOptions): Worker {
  const workerData: WorkerSetup = {
    file,
    exportName: settings.exportName,
    functionName: settings.id,
    arn: settings.arn,
    memoryMegabytes: settings.memoryMegabytes,
  };
  const worker = new Worker(new URL('./worker-entry.ts', import.meta.url), {
    name: settings.id,
    env,
    workerData,
    // Instead of the host's own flags, which may load a test runner or a debugger into the function.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMegabytes },
  });
  createInterface({ input: worker.stdout }).on('line', (line) => log(line, 'stdout'));
  createInterface({ input: worker.stderr }).on('line', (line) => log(line, 'stderr'));
  return worker;
}
