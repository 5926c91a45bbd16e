import type { Batch } from '../../../infra/local/streams/batches.ts';
import { type StreamRecord, sequenceOf } from '../../../infra/local/streams/stream-record.ts';
import { count } from './counted.ts';
import { readStreams } from './pump.ts';
import type { World } from './state.ts';

/** A day of the streams is gone, or their readers begin again at the newest record. */
export async function loseStreams(world: World): Promise<void> {
  await readStreams(world, 25);
  for (const reading of world.pump.readings) {
    if (reading.isBusy) continue;
    if (reading.queue.length > 0) count(world, 'F9 records lost');
    reading.queue = [];
  }
  if (world.events.length > 0) count(world, 'F9 events lost');
  world.events.length = 0;
  world.invocations.length = 0;
}

/** An old record again, after newer ones: an INSERT whose item has long moved on. */
export function replay(world: World, chosen: number): void {
  const read = world.pump.readings.filter(({ past, isBusy }) => past.length > 0 && !isBusy);
  const reading = read[chosen % Math.max(1, read.length)];
  const [old] = reading?.past ?? [];
  if (!reading || !old) return;
  count(world, 'F2 old image again');
  reading.queue.push({ ...old, failures: 0 });
}

/** A record that no handler can read: at the beginning, in the middle or at the end of a batch. */
export function poison(world: World, chosen: number, kind: number): void {
  const reading = world.pump.readings.find(({ queue, isBusy, mapping }) => {
    return queue.length > 0 && !isBusy && mapping.reader === 'publish';
  });
  const [batch] = reading?.queue ?? [];
  const like = batch?.records[0];
  if (!reading || !batch || !like) return;
  count(world, 'F7 poison');
  const at = [0, Math.ceil(batch.records.length / 2), batch.records.length][chosen % 3] ?? 0;
  const records = batch.records.toSpliced(at, 0, poisonLike(like, world.lastId++, IMAGES[kind % IMAGES.length] ?? {}));
  reading.queue = [
    { ...batch, records, upTo: sequenceOf(records.at(-1) ?? like) } satisfies Batch,
    ...reading.queue.slice(1),
  ];
}

const IMAGES: readonly Record<string, unknown>[] = [
  { pk: { S: 'act_x' }, round: { N: '1' }, state: { S: 'of_a_newer_schema' } },
  { pk: { N: '7' }, kind: { S: 'action' }, state: { L: [] } },
  { pk: { S: 'act_x' }, kind: { S: 'message' }, text: { S: 'x'.repeat(400_000) } },
];

function poisonLike(record: StreamRecord, id: number, NewImage: Record<string, unknown>): StreamRecord {
  const SequenceNumber = `9${sequenceOf(record)}${id}`;
  const { OldImage: _, ...dynamodb } = record.dynamodb;
  return {
    ...record,
    eventName: 'INSERT',
    eventID: `poison-${id}`,
    dynamodb: { ...dynamodb, NewImage, SequenceNumber },
  };
}
