import { describe, expect, it } from 'vitest';
import { afterResult, type Batch, dropExpired, readResult, toBatches } from '../../../infra/local/streams/batches.ts';
import type { RetryRules } from '../../../infra/local/streams/event-source-mapping.ts';
import type { StreamRecord } from '../../../infra/local/streams/stream-record.ts';

const forever = Number.POSITIVE_INFINITY;
const rules: RetryRules = { reportsItemFailures: true, bisects: false, maxRetries: forever, maxAgeMs: forever };

function record(sequence: number, createdAt = 0): StreamRecord {
  return {
    eventID: String(sequence),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: 'arn',
    dynamodb: {
      ApproximateCreationDateTime: createdAt,
      Keys: {},
      SequenceNumber: String(sequence),
      SizeBytes: 1,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}
const batch = (sequences: number[], more: Partial<Batch> = {}): Batch => ({
  records: sequences.map((sequence) => record(sequence)),
  upTo: String(sequences.at(-1)),
  failures: 0,
  ...more,
});
const sequences = (queue: Batch[]) => queue.map(({ records }) => records.map(({ eventID }) => Number(eventID)));
const failed = (from = 0) => ({ kind: 'failed', from }) as const;

describe('records that were read', () => {
  it('become batches of the wanted ones, the last reaching over what the filter left out', () => {
    const read = [1, 2, 3, 4, 5, 6].map((sequence) => record(sequence));
    const batches = toBatches(read, ({ eventID }) => eventID < '5', 3);
    expect(sequences(batches)).toEqual([[1, 2, 3], [4]]);
    expect(batches.map(({ upTo }) => upTo)).toEqual(['3', '6']);
  });

  it('become nothing when none is wanted', () => {
    expect(toBatches([record(1)], () => false, 3)).toEqual([]);
  });
});

describe('the answer of a function', () => {
  const items = (...identifiers: unknown[]) => ({
    batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
  });
  it.each([
    ['nothing', null, { kind: 'done' }],
    ['an empty object', {}, { kind: 'done' }],
    ['a null list', { batchItemFailures: null }, { kind: 'done' }],
    ['an empty list', items(), { kind: 'done' }],
    ['one failure', items('2'), failed(1)],
    ['several failures: the lowest counts', items('3', '2'), failed(1)],
    ['an empty identifier', items(''), failed(0)],
    ['a null identifier', items(null), failed(0)],
    ['an identifier of another batch beside one of this', items('3', '9'), failed(0)],
    ['a bad key name', { batchItemFailures: [{ id: '2' }] }, failed(0)],
    ['a list that is none', { batchItemFailures: 'x' }, failed(0)],
  ])('%s', (_, value, expected) => {
    expect(readResult({ ok: true, value }, batch([1, 2, 3]), rules)).toEqual(expected);
  });

  it('fails the whole batch when it is an error', () => {
    expect(readResult({ ok: false, errorType: 'E', errorMessage: '' }, batch([1, 2]), rules)).toEqual(failed(0));
  });

  it('reports nothing without ReportBatchItemFailures', () => {
    const plain = { ...rules, reportsItemFailures: false };
    expect(readResult({ ok: true, value: items('1') }, batch([1, 2]), plain)).toEqual({ kind: 'done' });
  });
});

describe('after a batch came back', () => {
  it('goes on behind a batch that is done', () => {
    const step = afterResult([batch([1, 2], { upTo: '5' }), batch([6])], { kind: 'done' }, rules);
    expect(step).toMatchObject({ checkpoint: '5', waitMs: 0 });
    expect(sequences(step.queue)).toEqual([[6]]);
  });

  it('repeats a failed batch before anything else, waiting longer each time', () => {
    const waits: number[] = [];
    let queue = [batch([1, 2]), batch([3])];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const step = afterResult(queue, failed(), rules);
      expect(step.checkpoint).toBeUndefined();
      waits.push(step.waitMs);
      queue = step.queue;
    }
    expect(sequences(queue)).toEqual([[1, 2], [3]]);
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
  });

  it('keeps what came before the reported record', () => {
    const step = afterResult([batch([1, 2, 3], { upTo: '4' })], failed(2), rules);
    expect(step.checkpoint).toBe('2');
    expect(step.queue).toEqual([batch([3], { upTo: '4', failures: 1 })]);
  });

  it('gives a batch up after its retries, and goes on behind it', () => {
    const twice = { ...rules, maxRetries: 2 };
    let step = afterResult([batch([1]), batch([2])], failed(), twice);
    step = afterResult(step.queue, failed(), twice);
    expect(step.discarded).toBeUndefined();
    step = afterResult(step.queue, failed(), twice);
    expect(step).toMatchObject({ checkpoint: '1', discarded: { reason: 'RetryAttemptsExhausted' } });
    expect(step.discarded?.batch.failures).toBe(3);
    expect(sequences(step.queue)).toEqual([[2]]);
  });

  it('splits a failed batch until the bad record is alone, which uses up no retry', () => {
    const splitting = { ...rules, bisects: true, maxRetries: 0 };
    const isBad = (one: Batch | undefined) => one?.records.some(({ eventID }) => eventID === '3');
    let queue = [batch([1, 2, 3, 4, 5])];
    const delivered: number[][] = [];
    const discarded: number[][] = [];
    while (queue[0]) {
      const step = afterResult(queue, isBad(queue[0]) ? failed() : { kind: 'done' }, splitting);
      if (step.discarded) discarded.push(...sequences([step.discarded.batch]));
      else if (!isBad(queue[0])) delivered.push(...sequences([queue[0]]));
      queue = step.queue;
    }
    expect(discarded).toEqual([[3]]);
    expect(delivered).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });
});

describe('records that are too old', () => {
  const minute = { ...rules, maxAgeMs: 60_000 };
  it('are taken out from the front', () => {
    const old = { records: [record(1, 0), record(2, 100)], upTo: '2', failures: 1 };
    const step = dropExpired([old, batch([3])], minute, 90_000);
    expect(step).toMatchObject({ checkpoint: '1', discarded: { reason: 'RecordAgeExceeded' } });
    expect(sequences(step?.queue ?? [])).toEqual([[2], [3]]);
  });

  it('end a batch that has no other', () => {
    const step = dropExpired([batch([1, 2], { upTo: '7' }), batch([8])], minute, 90_000);
    expect(step?.checkpoint).toBe('7');
    expect(sequences(step?.queue ?? [])).toEqual([[8]]);
  });

  it('are none while all are young', () => {
    expect(dropExpired([batch([1])], minute, 30_000)).toBeUndefined();
  });
});
