import { setTimeout as delay } from 'node:timers/promises';
import type { DeadLetters, FunctionHost } from '../contract.ts';
import { afterResult, type Batch, dropExpired, readResult, type Step } from './batches.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { failedBatchMessage } from './failed-batch.ts';

export type Delivery = {
  host: Pick<FunctionHost, 'invoke'>;
  deadLetters: DeadLetters;
  log(line: string): void;
  now(): Date;
  /** Aborted: what is under way is given up, and delivered again at the next start. */
  signal: AbortSignal;
};

/** Hands batches over one after the other, each until it is over; `save` is told of each step forward. */
export async function deliverBatches(
  delivery: Delivery,
  mapping: EventSourceMapping,
  shardId: string,
  batches: Batch[],
  save: (sequenceNumber: string) => Promise<void>,
): Promise<void> {
  let queue = batches;
  for (let [batch] = queue; batch; [batch] = queue) {
    const step =
      dropExpired(queue, mapping.rules, delivery.now().getTime()) ?? (await handOver(delivery, mapping, queue, batch));
    await discard(delivery, mapping, shardId, step);
    if (step.checkpoint) await save(step.checkpoint);
    if (step.waitMs > 0) await delay(step.waitMs, undefined, { signal: delivery.signal });
    queue = step.queue;
  }
}

async function handOver({ host, signal, log }: Delivery, mapping: EventSourceMapping, queue: Batch[], batch: Batch) {
  const invoked = host.invoke(mapping.functionName, { Records: batch.records });
  const result = await unlessAborted(invoked, signal);
  const outcome = readResult(result, batch, mapping.rules);
  if (outcome.kind === 'failed') {
    const why = result.ok ? 'reported failed records' : `${result.errorType}: ${result.errorMessage}`;
    log(`${mapping.functionName} failed on ${batch.records.length} records of ${mapping.tableName}: ${why}`);
  }
  return afterResult(queue, outcome, mapping.rules);
}

/** First the queue, then the checkpoint: a stop between the two tells the queue twice, never not at all. */
async function discard({ deadLetters, log, now }: Delivery, mapping: EventSourceMapping, shardId: string, step: Step) {
  if (!step.discarded) return;
  const { batch, reason } = step.discarded;
  const records = `${batch.records.length} records of ${mapping.tableName}`;
  log(`${mapping.functionName} does not get ${records}: ${reason} after ${batch.failures} attempts.`);
  if (!mapping.onFailureQueueArn) return;
  await deadLetters.put(mapping.onFailureQueueArn, failedBatchMessage(mapping, shardId, step.discarded, now()));
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  return await Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
