import type { InvokeResult } from '../contract.ts';
import type { RetryRules } from './event-source-mapping.ts';
import { createdAtMs, type StreamRecord, sequenceOf } from './stream-record.ts';

/** Records of one shard in their order, to be handed over together. */
export type Batch = {
  records: StreamRecord[];
  /** Checkpoint once this batch is over: past its last record and those that the filter left out behind it. */
  upTo: string;
  failures: number;
};

export type DiscardReason = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
/** What comes after a batch was handed over. Every part is optional but what is still to do. */
export type Step = {
  queue: Batch[];
  /** Everything up to this sequence number is over. */
  checkpoint?: string;
  discarded?: { batch: Batch; reason: DiscardReason };
  waitMs: number;
};

type BatchResult = { kind: 'done' } | { kind: 'failed'; from: number };

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;

/** Cuts what was read into batches of those records that the filter wants. */
export function toBatches(read: StreamRecord[], wants: (record: StreamRecord) => boolean, batchSize: number): Batch[] {
  const wanted = read.filter(wants);
  const batches: Batch[] = [];
  for (let from = 0; from < wanted.length; from += batchSize) {
    batches.push(batchOf(wanted.slice(from, from + batchSize), 0));
  }
  const last = batches.at(-1);
  const end = read.at(-1);
  if (last && end) last.upTo = sequenceOf(end);
  return batches;
}

/**
 * Reads a function's answer. With `ReportBatchItemFailures` nothing, an empty object and an empty list are success; an
 * identifier that is empty, absent or not of this batch fails all; otherwise the lowest one is where to begin again.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function readResult(result: InvokeResult, { records }: Batch, rules: RetryRules): BatchResult {
  if (!result.ok) return { kind: 'failed', from: 0 };
  if (!rules.reportsItemFailures || !isObject(result.value)) return { kind: 'done' };
  const failures = result.value.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return { kind: 'failed', from: 0 };
  if (failures.length === 0) return { kind: 'done' };
  const positions = failures.map((failure) =>
    records.findIndex((record) => isObject(failure) && failure.itemIdentifier === sequenceOf(record)),
  );
  // Not found is -1, which fails the batch from its first record.
  return { kind: 'failed', from: Math.max(0, Math.min(...positions)) };
}

/** The rules of an event source mapping, after the first batch of the queue came back. */
export function afterResult([batch, ...later]: Batch[], result: BatchResult, rules: RetryRules): Step {
  if (!batch) return { queue: [], waitMs: 0 };
  if (result.kind === 'done') return { queue: later, checkpoint: batch.upTo, waitMs: 0 };
  const failures = batch.failures + 1;
  const waitMs = backOff(failures);
  const before = batch.records[result.from - 1];
  if (before) {
    // What came before is over; the rest begins anew at the record that failed. Splitting there uses up no retry.
    const rest = { records: batch.records.slice(result.from), upTo: batch.upTo, failures: rules.bisects ? 0 : 1 };
    return { ...retryOrDiscard(rest, later, rules, backOff(1)), checkpoint: sequenceOf(before) };
  }
  if (rules.bisects && batch.records.length > 1) return { queue: [...bisect(batch), ...later], waitMs };
  return retryOrDiscard({ ...batch, failures }, later, rules, waitMs);
}

function retryOrDiscard(batch: Batch, later: Batch[], rules: RetryRules, waitMs: number): Step {
  if (batch.failures <= rules.maxRetries) return { queue: [batch, ...later], waitMs };
  const discarded = { batch, reason: 'RetryAttemptsExhausted' } as const;
  return { queue: later, checkpoint: batch.upTo, discarded, waitMs: 0 };
}

/** Takes records that are too old out of the first batch; asked before each attempt. */
export function dropExpired(queue: Batch[], { maxAgeMs }: RetryRules, nowMs: number): Step | undefined {
  const [batch, ...later] = queue;
  const isFresh = (record: StreamRecord) => nowMs - createdAtMs(record) <= maxAgeMs;
  const fresh = batch?.records.findIndex(isFresh) ?? 0;
  if (!batch || fresh === 0) return undefined;
  const expired = fresh === -1 ? batch : batchOf(batch.records.slice(0, fresh), batch.failures);
  const rest = fresh === -1 ? [] : [{ ...batch, records: batch.records.slice(fresh) }];
  return {
    queue: [...rest, ...later],
    checkpoint: expired.upTo,
    discarded: { batch: expired, reason: 'RecordAgeExceeded' },
    waitMs: 0,
  };
}

/** Splitting isolates a bad record and does not use up a retry. */
function bisect({ records, upTo, failures }: Batch): [Batch, Batch] {
  const middle = Math.ceil(records.length / 2);
  return [batchOf(records.slice(0, middle), failures), { records: records.slice(middle), upTo, failures }];
}

function batchOf(records: StreamRecord[], failures: number): Batch {
  const last = records.at(-1);
  if (!last) throw new Error('A batch has at least one record.');
  return { records, upTo: sequenceOf(last), failures };
}

function backOff(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
