import { exited, timedOut } from './function-errors.ts';
import { spawnWorker, type WorkerOptions } from './spawn-worker.ts';
import type { FunctionError, InvokeMessage, Outcome, WorkerMessage } from './worker-messages.ts';

/** Generous beside Lambda's 10 s: a laptop that starts everything at once is slower. */
const INIT_TIMEOUT_SECONDS = 30;

export type Invocation = { requestId: string; eventJson: string };

/** One execution environment: runs one invocation at a time, and is gone once one of them did not answer. */
export type FunctionWorker = {
  run(invocation: Invocation): Promise<Outcome>;
  /** Resolves once the bundle is loaded, or has turned out to be broken. */
  started: Promise<unknown>;
  /** Resolves when the thread is gone, whatever ended it. */
  ended: Promise<void>;
  isAlive(): boolean;
  terminate(): Promise<void>;
};

export function startWorker(options: WorkerOptions): FunctionWorker {
  const thread = openThread(options);
  const { timeoutSeconds } = options.settings;

  return {
    started: thread.loaded,
    ended: thread.ended,
    isAlive: thread.isAlive,
    terminate: thread.stop,
    async run({ requestId, eventJson }) {
      const broken = await before(INIT_TIMEOUT_SECONDS, thread.loaded, timedOut(requestId, INIT_TIMEOUT_SECONDS));
      if (broken) {
        await thread.stop();
        return { ok: false, ...broken };
      }
      const deadlineMs = Date.now() + timeoutSeconds * 1000;
      const answer = thread.send({ requestId, eventJson, deadlineMs });
      const tooLate: Outcome = { ok: false, ...timedOut(requestId, timeoutSeconds) };
      const outcome = await before(timeoutSeconds, answer, tooLate);
      if (outcome === tooLate) await thread.stop();
      return outcome;
    },
  };
}

/** The worker's messages and its end, as promises. */
function openThread(options: WorkerOptions) {
  const worker = spawnWorker(options);
  const loaded = Promise.withResolvers<FunctionError | undefined>();
  const ended = Promise.withResolvers<void>();
  let current = { requestId: 'init', settle: (_: Outcome) => {} };
  let alive = true;
  let fatal: Error | undefined;

  worker.on('error', (error: Error) => {
    fatal = error;
  });
  worker.on('exit', (code) => {
    alive = false;
    const error = exited(current.requestId, code, fatal);
    loaded.resolve(error);
    current.settle({ ok: false, ...error });
    ended.resolve();
  });
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') loaded.resolve(undefined);
    else if (message.kind === 'broken') loaded.resolve(message.error);
    else if (message.requestId === current.requestId) current.settle(outcomeOf(message));
  });

  return {
    loaded: loaded.promise,
    ended: ended.promise,
    isAlive: () => alive,
    async stop() {
      alive = false;
      await worker.terminate();
    },
    send(message: InvokeMessage): Promise<Outcome> {
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      current = { requestId: message.requestId, settle: resolve };
      if (alive) worker.postMessage(message);
      else resolve({ ok: false, ...exited(message.requestId, 1, fatal) });
      return promise;
    },
  };
}

/** The promise's value, or `otherwise` where it takes longer. */
async function before<T>(seconds: number, promise: Promise<T>, otherwise: T): Promise<T> {
  const late = Promise.withResolvers<T>();
  const timer = setTimeout(() => late.resolve(otherwise), seconds * 1000);
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}

function outcomeOf(message: Extract<WorkerMessage, { requestId: string }>): Outcome {
  if (message.kind === 'failure') return { ok: false, ...message.error };
  const value: unknown = JSON.parse(message.valueJson);
  return { ok: true, value };
}
