import { afterResult, type Batch, readResult, toBatches } from '../../../infra/local/streams/batches.ts';
import { isRefusal, openStream, type StreamClient } from '../../../infra/local/streams/stream-client.ts';
import { type StreamRecord, toLambdaRecord } from '../../../infra/local/streams/stream-record.ts';
import { shardOf } from '../../../shared/ids.ts';
import { count } from './counted.ts';
import { type Image, isPoison, MAPPINGS, type Mapping, RULES } from './mappings.ts';
import { onEnd, start } from './scheduler.ts';
import type { Ended, Process, World } from './state.ts';

import { breaks } from './truth.ts';

/** Each table is taken to have so many. */
const SHARDS = 2;

/** One reader at one of the shards that each table is taken to have. */
type Reading = { mapping: Mapping; queue: Batch[]; isBusy: boolean; isFaulty: boolean; past: Batch[] };
type Source = {
  table: 'work' | 'ledger';
  stream?: StreamClient;
  shardId?: string | undefined;
  iterator?: string | undefined;
  after?: string | undefined;
};

export type Pump = {
  sources: Source[];
  readings: Reading[];
  /** Shards of the sweep's list and of the list of what waits that hold something of this world. */
  shards: ReadonlySet<string>;
  hasNews: boolean;
  deadLetters: StreamRecord[];
};

export function openPump(shards: ReadonlySet<string>): Pump {
  const readings = MAPPINGS.flatMap((mapping) =>
    Array.from({ length: SHARDS }, () => ({ mapping, queue: [], isBusy: false, isFaulty: false, past: [] })),
  );
  return { sources: [{ table: 'work' }, { table: 'ledger' }], readings, shards, hasNews: true, deadLetters: [] };
}

/** Reads what the tables' streams hold anew and lays it before each reader, by the hash of its item. */
export async function readStreams(world: World, batchSize: number): Promise<void> {
  const { pump } = world;
  if (!pump.hasNews) return;
  pump.hasNews = false;
  for (const source of pump.sources) {
    const records = await readSource(world, source);
    pump.readings.forEach(({ mapping, queue }, index) => {
      if (mapping.table !== source.table) return;
      const own = records.filter((record) => shardOf(keyOf(record), SHARDS) === index % SHARDS);
      queue.push(...toBatches(own, mapping.wants, batchSize));
    });
  }
}

const keyOf = (record: StreamRecord) => (record.dynamodb.Keys as Image).pk?.S ?? '';

async function readSource({ lab, tables }: World, source: Source): Promise<StreamRecord[]> {
  const { table } = source;
  const stream = source.stream ?? (await openStream(lab.database, tables[table]));
  source.stream = stream;
  source.shardId ??= (await stream.shards())[0]?.ShardId;
  if (source.shardId === undefined) return [];
  const { records, next } = await readOn(stream, source, source.shardId);
  source.iterator = next;
  source.after = records.at(-1)?.dynamodb.SequenceNumber ?? source.after;
  return records.map((record) => toLambdaRecord(record, `arn:aws:dynamodb:us-east-1:0:table/${table}/stream/1`));
}

/** DynamoDB Local calls an iterator trimmed when an empty shard gets its first record. */
async function readOn(stream: StreamClient, { iterator, after }: Source, shardId: string) {
  const anew = async () => stream.iterator(shardId, after === undefined ? { at: 'TRIM_HORIZON' } : { after });
  try {
    return await stream.read(iterator ?? (await anew()), MOST_RECORDS);
  } catch (error) {
    if (!isRefusal(error, 'TrimmedDataAccessException')) throw error;
    return stream.read(await anew(), MOST_RECORDS);
  }
}
const MOST_RECORDS = 1_000;

/** Hands the first batch of one reader over. Its answer decides, by the rules of Lambda, what comes next. */
export async function handOver(world: World, chosen: number, how: { isRepeated: boolean; skewMs: number }) {
  const waiting = world.pump.readings.filter(({ queue, isBusy }) => queue.length > 0 && !isBusy);
  const reading = waiting[chosen % Math.max(1, waiting.length)];
  const [batch] = reading?.queue ?? [];
  if (!reading || !batch) return undefined;
  if (chosen % 3 > 0 && waiting.length > 1) count(world, 'F2 items out of order');
  reading.isBusy = true;
  reading.past.push(batch);
  const { reader } = reading.mapping;
  const handler = world.lab.handlers[reader];
  const { reportsNothing } = world.mutation ?? {};
  const event = { Records: batch.records } as never;
  const process = await start(world, reader, { about: reading.mapping.table, skewMs: how.skewMs }, async () => {
    const answer = await handler(event);
    return reportsNothing ? { batchItemFailures: [] } : answer;
  });
  onEnd(process, (result) => settleBatch(world, reading, batch, process, result, how.isRepeated));
  return process;
}

function settleBatch(world: World, reading: Reading, batch: Batch, by: Process, result: Ended, isRepeated: boolean) {
  reading.isBusy = false;
  reading.isFaulty ||= by.faulty || result === 'dead';
  const isOk = result !== 'dead' && result.ok;
  const hidesFailure = isOk && by.what === 'publish' && batch.records.some(isPoison) && !namesFailure(result.value);
  if (hidesFailure) breaks(world, `F8 ${by.what} said that it had read what cannot be read`);
  if (isOk && !isAnswer(result.value)) breaks(world, `F8 ${by.what} answered without saying which records failed`);
  if (!isOk && !by.faulty && result !== 'dead') breaks(world, `F8 ${by.what} threw a whole batch away`);
  const answer = isOk
    ? { ok: true as const, value: result.value }
    : { ok: false as const, errorType: '', errorMessage: '' };
  const step = afterResult(reading.queue, readResult(answer, batch, RULES), RULES);
  const isOver = step.queue[0] !== batch && isOk;
  if (isOver && isRepeated) return count(world, 'F1 batch repeated');
  reading.queue = step.queue;
  if (!step.discarded) return;
  const lost = step.discarded.batch.records;
  world.pump.deadLetters.push(...lost);
  for (const record of lost) {
    if (isPoison(record)) count(world, 'F7 poison set aside');
    else if (!reading.isFaulty) breaks(world, `F7 a good record went with the bad one, in ${by.what}`);
  }
  reading.isFaulty = false;
}

function isAnswer(value: unknown): boolean {
  return Array.isArray((value as { batchItemFailures?: unknown } | undefined)?.batchItemFailures);
}

function namesFailure(value: unknown): boolean {
  return (value as { batchItemFailures: unknown[] }).batchItemFailures.length > 0;
}
