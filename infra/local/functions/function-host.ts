import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DeadLetters, FunctionHost, Resource } from '../contract.ts';
import type { DeliveryDeps } from './async-delivery.ts';
import { openAsyncQueue } from './async-queue.ts';
import { readAsyncRules } from './async-rules.ts';
import { bundleFile, environmentOf, newCredentials } from './execution-environment.ts';
import { functionNameOf } from './function-arn.ts';
import { type FunctionLogs, openFunctionLogs } from './function-logs.ts';
import { type FunctionSettings, readFunctionSettings } from './function-settings.ts';
import { type Invocation, startWorker } from './function-worker.ts';
import type { FunctionError, Outcome } from './worker-messages.ts';
import { openWorkerPool, type WorkerPool } from './worker-pool.ts';

export type FunctionHostOptions = {
  /** All resources of the template; functions and their event invoke configs are picked. */
  resources: readonly Resource[];
  /** Directory of a function's bundle. */
  code: (functionId: string) => string;
  /** Asked at the start of each worker, so the endpoint may be opened later than the host. */
  endpointUrl: () => string;
  /** Variables of a function that the template does not have: what only a local run says. */
  localVariables?: (functionId: string) => Record<string, string>;
  /** Queued events and logs are kept below it. */
  stateDirectory: string;
  deadLetters: DeadLetters;
  /** Where the functions' output goes; by default `<stateDirectory>/logs/<function>.log` and errors to the console. */
  logs?: FunctionLogs;
  /** Waits before the first and the second retry of an asynchronous event; 1 s and 2 s by default. */
  retryDelaysMs?: readonly number[];
};

export type LocalFunctionHost = Omit<FunctionHost, 'invoke'> & {
  /** As the contract's, and with the stack of an error. */
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  has(functionName: string): boolean;
  /** Ends what this function is doing, in the midst of it; how many invocations that were. */
  cutShort(functionName: string): Promise<number>;
  /** Access key id to function id: who signed a request. */
  accessKeys: ReadonlyMap<string, string>;
  /** Runs the asynchronous events that an earlier start left on disk; call it once the endpoint listens. */
  resume(): Promise<void>;
  /** Starts one worker for each function, one after the other. */
  warmUp(): Promise<void>;
  /** Invocations at work, those that wait for a worker, and asynchronous events that are not done. */
  load(): { running: number; waiting: number; queued: number };
};

/** Runs the template's functions in threads of their own, by Lambda's rules. */
export function startFunctionHost(options: FunctionHostOptions): LocalFunctionHost {
  const logs = options.logs ?? openFunctionLogs(join(options.stateDirectory, 'logs'));
  const functions = options.resources.filter(({ type }) => type === 'AWS::Lambda::Function').map(readFunctionSettings);
  const accessKeys = new Map<string, string>();
  const pools = new Map(functions.map((settings) => [settings.id, openPool(options, logs, settings, accessKeys)]));
  const poolOf = (functionName: string) => found(pools, functionName);
  /** As Lambda does, a failure is written to the function's log whoever called it. */
  async function run(functionName: string, invocation: Invocation): Promise<Outcome> {
    const outcome = await poolOf(functionName).run(invocation);
    if (!outcome.ok && !closed) logs.write(functionNameOf(functionName), failureLine(invocation, outcome), 'stderr');
    return outcome;
  }
  const queue = openQueue(options, logs, run);
  let closed = false;

  return {
    accessKeys,
    has: (functionName) => pools.has(functionNameOf(functionName)),
    async invoke(functionName, event) {
      return run(functionName, { requestId: randomUUID(), eventJson: JSON.stringify(event ?? {}) });
    },
    async invokeAsync(functionName, event) {
      poolOf(functionName);
      if (closed) throw new Error('The local run is closing and takes no more events.');
      await queue.accept(functionNameOf(functionName), event);
    },
    resume: queue.resume,
    async warmUp() {
      for (const pool of pools.values()) if (!closed) await pool.warmUp();
    },
    load: () => ({ ...loadOf([...pools.values()]), queued: queue.size() }),
    kill: (functionName) => poolOf(functionName).kill(),
    cutShort: async (functionName) => poolOf(functionName).cutShort(),
    async close() {
      closed = true;
      queue.stop();
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      await queue.settled();
      await logs.close();
    },
  };
}

function openQueue(options: FunctionHostOptions, logs: FunctionLogs, run: DeliveryDeps['run']) {
  const rules = readAsyncRules(options.resources);
  return openAsyncQueue({
    directory: join(options.stateDirectory, 'queue'),
    rulesOf: (functionName) => found(rules, functionName),
    run,
    deadLetters: options.deadLetters,
    log: (functionName, line) => logs.write(functionName, line, 'stderr'),
    ...(options.retryDelaysMs && { retryDelaysMs: options.retryDelaysMs }),
  });
}

function failureLine({ requestId }: Invocation, { errorType, errorMessage, trace }: FunctionError): string {
  return `Invocation ${requestId} failed: ${trace.join('\n') || `${errorType}: ${errorMessage}`}`;
}

function loadOf(pools: WorkerPool[]) {
  const sum = (count: (pool: WorkerPool) => number) => pools.reduce((total, pool) => total + count(pool), 0);
  return { running: sum((pool) => pool.running()), waiting: sum((pool) => pool.waiting()) };
}

function openPool(
  { code, endpointUrl, localVariables }: FunctionHostOptions,
  logs: FunctionLogs,
  settings: FunctionSettings,
  accessKeys: Map<string, string>,
): WorkerPool {
  const credentials = newCredentials();
  accessKeys.set(credentials.accessKeyId, settings.id);
  const file = bundleFile(settings, code(settings.id));
  const local = localVariables?.(settings.id) ?? {};
  return openWorkerPool(settings.concurrency, () =>
    startWorker({
      settings,
      file,
      env: environmentOf(settings, credentials, { endpointUrl: endpointUrl(), local }),
      log: (line, stream) => logs.write(settings.id, line, stream),
    }),
  );
}

function found<T>(byName: ReadonlyMap<string, T>, nameOrArn: string): T {
  const value = byName.get(functionNameOf(nameOrArn));
  if (value === undefined) throw new Error(`There is no function ${nameOrArn} in the template.`);
  return value;
}
