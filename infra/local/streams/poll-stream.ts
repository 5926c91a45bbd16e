import { setTimeout as delay } from 'node:timers/promises';
import { toBatches } from './batches.ts';
import type { Checkpoint, CheckpointFile } from './checkpoints.ts';
import { type Delivery, deliverBatches } from './deliver-batches.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { nextShard } from './next-shard.ts';
import { isRefusal, type Place, type StreamClient } from './stream-client.ts';
import { sequenceOf, toLambdaRecord } from './stream-record.ts';

const IDLE_MS = 75;
const AFTER_ERROR_MS = 1_000;
/** `GetRecords` gives no more at once. */
const MOST_RECORDS = 1_000;

/** One mapping, its stream and where it keeps how far it came. */
type Subscription = { mapping: EventSourceMapping; stream: StreamClient; checkpoints: CheckpointFile };

/** Reads one mapping's stream until the signal; an error of the database is logged and tried again. */
export async function pollStream(delivery: Delivery, subscription: Subscription): Promise<void> {
  const { signal, log } = delivery;
  while (!signal.aborted) {
    try {
      await readNextShard(delivery, subscription);
    } catch (error) {
      if (signal.aborted) return;
      log(`${subscription.mapping.id} could not read its stream and tries again in a second. ${error}`);
      await delay(AFTER_ERROR_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function readNextShard(delivery: Delivery, subscription: Subscription) {
  const { mapping, stream, checkpoints } = subscription;
  const idle = () => delay(IDLE_MS, undefined, { signal: delivery.signal });
  const next = nextShard(await stream.shards(), await checkpoints.load(), mapping.startAt);
  if (!next) return void (await idle());
  const { shardId, position } = next;
  if (next.trimmed) delivery.log(placeLost(mapping));
  const save = (checkpoint: Omit<Checkpoint, 'shardId'>) => checkpoints.save({ shardId, ...checkpoint });
  let after = 'after' in position ? position.after : undefined;

  for (let iterator: string | undefined | null = null; iterator !== undefined; ) {
    delivery.signal.throwIfAborted();
    const reopened = after === undefined ? position : { after };
    const places = [...(iterator === null ? [] : [{ iterator }]), reopened, OLDEST];
    const { records, next: following } = await readFrom(delivery, subscription, shardId, places);
    const read = records.map((record) => toLambdaRecord(record, mapping.streamArn));
    const batches = toBatches(read, mapping.wants, mapping.batchSize);
    await deliverBatches(delivery, mapping, shardId, batches, (sequence) => save({ after: sequence, ended: false }));
    const last = read.at(-1);
    if (last) after = sequenceOf(last);
    if (last && batches.length === 0) await save({ after: sequenceOf(last), ended: false });
    if (read.length < MOST_RECORDS && following) await idle();
    iterator = following;
  }
  await save({ ...(after !== undefined && { after }), ended: true });
}

const OLDEST = { at: 'TRIM_HORIZON' } as const;

/**
 * Reads at the first place that is still there. An iterator lives for minutes and a record for a day; DynamoDB Local
 * also calls an iterator trimmed when an empty shard gets its first record.
 */
async function readFrom({ log }: Delivery, { mapping, stream }: Subscription, shardId: string, places: Place[]) {
  for (const place of places) {
    try {
      const iterator = 'iterator' in place ? place.iterator : await stream.iterator(shardId, place);
      return await stream.read(iterator, MOST_RECORDS);
    } catch (error) {
      if (!isRefusal(error, 'TrimmedDataAccessException', 'ExpiredIteratorException', 'ValidationException'))
        throw error;
      if ('after' in place) log(placeLost(mapping));
    }
  }
  throw new Error('No place of the stream can be read.');
}

function placeLost({ id, tableName }: EventSourceMapping) {
  return `${id}: its place in the stream of ${tableName} is gone; reading from the oldest record.`;
}
