import { randomUUID } from 'node:crypto';
import { type DeliveryDeps, deliver } from './async-delivery.ts';
import { openQueuedEvents, type QueuedEvent } from './queued-events.ts';

/** Before the first and the second retry. Lambda waits one minute and two; nobody at a laptop wants to. */
const LOCAL_RETRY_DELAYS_MS = [1_000, 2_000];

export type AsyncQueueOptions = Pick<DeliveryDeps, 'rulesOf' | 'run' | 'deadLetters' | 'log'> &
  Partial<Pick<DeliveryDeps, 'retryDelaysMs' | 'now'>> & { directory: string };

/** Lambda's queue of asynchronous events, kept on disk: an accepted event runs at least once, also after a restart. */
export type AsyncQueue = {
  /** Resolves once the event is on disk. */
  accept(functionName: string, event: unknown): Promise<void>;
  /** Runs what an earlier start left on disk. */
  resume(): Promise<void>;
  /** Events accepted and not yet done. */
  size(): number;
  /** Starts and retries nothing any more; what is unfinished stays on disk. */
  stop(): void;
  /** Resolves when no delivery is at work any more. */
  settled(): Promise<void>;
};

export function openAsyncQueue(options: AsyncQueueOptions): AsyncQueue {
  const events = openQueuedEvents(options.directory);
  const stopping = new AbortController();
  const defaults = { retryDelaysMs: LOCAL_RETRY_DELAYS_MS, now: Date.now };
  const deps = { ...defaults, ...options, events, stopped: stopping.signal };
  const deliveries = new Map<string, Promise<void>>();

  function start(queued: QueuedEvent) {
    const { requestId, functionName } = queued;
    if (deliveries.has(requestId) || stopping.signal.aborted) return;
    const delivery = deliver(deps, queued)
      .catch((error: unknown) => {
        // Whatever could not be finished is still on disk, for the next start.
        if (!stopping.signal.aborted) deps.log(functionName, `Event ${requestId} is stuck: ${error}`);
      })
      .finally(() => deliveries.delete(requestId));
    deliveries.set(requestId, delivery);
  }

  return {
    async accept(functionName, event) {
      const at = deps.now();
      const queued = {
        requestId: randomUUID(),
        functionName,
        acceptedAtMs: at,
        failedAttempts: 0,
        notBeforeMs: at,
        event,
      };
      await events.write(queued);
      start(queued);
    },
    async resume() {
      for (const queued of await events.readAll()) start(queued);
    },
    size: () => deliveries.size,
    stop: () => stopping.abort(),
    async settled() {
      await Promise.all(deliveries.values());
    },
  };
}
