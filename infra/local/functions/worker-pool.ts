import { exited } from './function-errors.ts';
import type { FunctionWorker, Invocation } from './function-worker.ts';
import type { Outcome } from './worker-messages.ts';

/** The execution environments of one function: as many as run at once, up to its concurrency; the rest waits in order. */
export type WorkerPool = {
  run(invocation: Invocation): Promise<Outcome>;
  /** Starts one worker ahead of the first invocation. */
  warmUp(): Promise<void>;
  /** Ends all workers, also those at work; later invocations get new ones. */
  kill(): Promise<void>;
  /** Ends the workers whose handler is at work, wherever it is in it; how many there were. */
  cutShort(): Promise<number>;
  /** Ends all workers for good. */
  close(): Promise<void>;
  running(): number;
  waiting(): number;
};

export function openWorkerPool(concurrency: number, start: () => FunctionWorker): WorkerPool {
  const slots = openSlots(concurrency);
  const workers = new Set<FunctionWorker>();
  const idle: FunctionWorker[] = [];
  const atWork = new Set<FunctionWorker>();
  const loaded = new WeakSet<FunctionWorker>();
  let closed = false;

  function add(): FunctionWorker {
    const worker = start();
    workers.add(worker);
    void worker.started.then(() => loaded.add(worker));
    void worker.ended.then(() => workers.delete(worker));
    return worker;
  }

  function takeWorker(): FunctionWorker {
    for (let worker = idle.pop(); worker; worker = idle.pop()) if (worker.isAlive()) return worker;
    return add();
  }

  async function kill() {
    await Promise.all([...workers].map((worker) => worker.terminate()));
  }

  return {
    async run(invocation) {
      await slots.take();
      try {
        if (closed) return { ok: false, ...exited(invocation.requestId, 1, undefined) };
        const worker = takeWorker();
        atWork.add(worker);
        const outcome = await worker.run(invocation);
        atWork.delete(worker);
        if (worker.isAlive()) idle.push(worker);
        return outcome;
      } finally {
        slots.leave();
      }
    },
    async warmUp() {
      if (closed || workers.size > 0) return;
      const worker = add();
      idle.push(worker);
      await worker.started;
    },
    kill,
    async cutShort() {
      const cut = [...atWork].filter((worker) => loaded.has(worker) && worker.isAlive());
      await Promise.all(cut.map((worker) => worker.terminate()));
      return cut.length;
    },
    async close() {
      closed = true;
      await kill();
    },
    running: slots.taken,
    waiting: slots.waiting,
  };
}

function openSlots(count: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    async take() {
      if (taken < count) taken++;
      else await new Promise<void>((resume) => waiting.push(resume));
    },
    /** A slot that somebody waits for is handed on and never free, so nobody overtakes the queue. */
    leave() {
      const next = waiting.shift();
      if (next) next();
      else taken--;
    },
    taken: () => taken,
    waiting: () => waiting.length,
  };
}
