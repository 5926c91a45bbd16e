import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AsyncQueueOptions, openAsyncQueue } from '../../../infra/local/functions/async-queue.ts';
import type { Outcome } from '../../../infra/local/functions/worker-messages.ts';

const onFailure = 'arn:aws:sqs:us-east-1:000000000000:Failed';
const deadLetter = 'arn:aws:sqs:us-east-1:000000000000:Dead';
const done: Outcome = { ok: true, value: null };
const failure: Outcome = { ok: false, errorType: 'Error', errorMessage: 'no', trace: [] };

/** A queue whose function answers with `outcomes` in turn, then with success. */
async function openQueue(outcomes: Outcome[], options: Partial<AsyncQueueOptions> = {}, queues = {}) {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'countersign-queue-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const runs: { requestId: string; event: unknown }[] = [];
  const letters: { queueArn: string; message: unknown }[] = [];
  const lines: string[] = [];
  const rules = {
    maximumRetries: 2,
    maximumAgeSeconds: 60,
    onFailureQueueArn: undefined,
    deadLetterQueueArn: undefined,
  };
  const queue = openAsyncQueue({
    directory,
    rulesOf: () => ({ ...rules, ...queues }),
    async run(_, { requestId, eventJson }) {
      runs.push({ requestId, event: JSON.parse(eventJson) });
      return outcomes.shift() ?? done;
    },
    deadLetters: { put: async (queueArn, message) => void letters.push({ queueArn, message }) },
    log: (functionName, line) => lines.push(`${functionName}: ${line}`),
    retryDelaysMs: [1, 1],
    ...options,
  });
  const files = async () => (await readdir(directory)).length;
  return { queue, directory, runs, letters, lines, files };
}

describe('an asynchronous event', () => {
  it('is on disk until its function took it', async () => {
    const gate = Promise.withResolvers<Outcome>();
    const { queue, files } = await openQueue([], { run: () => gate.promise });
    await queue.accept('Tell', { id: 1 });
    expect(await files()).toBe(1);
    expect(queue.size()).toBe(1);
    gate.resolve(done);
    await queue.settled();
    expect(await files()).toBe(0);
  });

  it('is tried again with the same request id until it succeeds', async () => {
    const { queue, runs, letters } = await openQueue([failure, failure]);
    await queue.accept('Tell', { id: 1 });
    await queue.settled();
    expect(runs.map(({ event }) => event)).toEqual([{ id: 1 }, { id: 1 }, { id: 1 }]);
    expect(new Set(runs.map(({ requestId }) => requestId)).size).toBe(1);
    expect(letters).toEqual([]);
  });

  it('waits before a retry as long as it is told', async () => {
    const { queue, runs } = await openQueue([failure], { retryDelaysMs: [80] });
    const before = performance.now();
    await queue.accept('Tell', {});
    await queue.settled();
    expect(runs).toHaveLength(2);
    expect(performance.now() - before).toBeGreaterThan(75);
  });

  it('goes to the on-failure destination with its record after two retries', async () => {
    const { queue, runs, letters, files } = await openQueue(
      [failure, failure, failure],
      {},
      { onFailureQueueArn: onFailure },
    );
    await queue.accept('Tell', { id: 1 });
    await queue.settled();
    expect(runs).toHaveLength(3);
    expect(letters).toEqual([{ queueArn: onFailure, message: expect.anything() }]);
    expect(letters[0]?.message).toMatchObject({
      version: '1.0',
      requestContext: {
        requestId: runs[0]?.requestId,
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Tell:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { id: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    });
    expect(await files()).toBe(0);
  });

  it('goes to the dead-letter queue as it is', async () => {
    const queues = { deadLetterQueueArn: deadLetter, maximumRetries: 0 };
    const { queue, runs, letters } = await openQueue([failure], {}, queues);
    await queue.accept('Tell', { id: 1 });
    await queue.settled();
    const messageAttributes = { RequestID: runs[0]?.requestId, ErrorCode: '200', ErrorMessage: 'no' };
    expect(letters).toEqual([{ queueArn: deadLetter, message: { body: { id: 1 }, messageAttributes } }]);
  });

  it('is dropped with a line in the log where no queue is named', async () => {
    const { queue, lines, files } = await openQueue([failure], {}, { maximumRetries: 0 });
    await queue.accept('Tell', {});
    await queue.settled();
    expect(lines).toEqual([expect.stringMatching(/^Tell: Event .* failed for good \(RetriesExhausted\), dropped/)]);
    expect(await files()).toBe(0);
  });

  it('is given up unrun once it is too old', async () => {
    let nowMs = 0;
    const options = { now: () => nowMs };
    const { queue, runs, letters } = await openQueue([failure], options, { onFailureQueueArn: onFailure });
    const accepted = queue.accept('Tell', {});
    nowMs = 61_000;
    await accepted;
    await queue.settled();
    expect(runs).toEqual([]);
    expect(letters[0]?.message).toMatchObject({ requestContext: { condition: 'EventAgeExceeded' } });
    expect(letters[0]?.message).not.toHaveProperty('responsePayload');
  });
});

describe('a queue that stopped', () => {
  it('keeps an event whose run was cut off, without counting the failure, for the next start', async () => {
    const [begun, cutOff] = [Promise.withResolvers<void>(), Promise.withResolvers<Outcome>()];
    const run = () => {
      begun.resolve();
      return cutOff.promise;
    };
    const first = await openQueue([], { run });
    await first.queue.accept('Tell', { id: 1 });
    await begun.promise;
    first.queue.stop();
    cutOff.resolve(failure);
    await first.queue.settled();

    const second = await openQueue([failure, failure], { directory: first.directory });
    await second.queue.resume();
    await second.queue.settled();
    expect(second.runs).toHaveLength(3);
    expect(await second.files()).toBe(0);
  });

  it('leaves a retry that is still to come to the next start, which knows the failures so far', async () => {
    const first = await openQueue([failure], { retryDelaysMs: [60_000] });
    await first.queue.accept('Tell', {});
    await expect.poll(() => first.runs.length).toBe(1);
    await expect.poll(first.files).toBe(1);
    first.queue.stop();
    await first.queue.settled();

    const later = { directory: first.directory, now: () => Date.now() + 60_000 };
    const second = await openQueue([failure, failure], later, {
      onFailureQueueArn: onFailure,
      maximumAgeSeconds: 3600,
    });
    await second.queue.resume();
    await second.queue.settled();
    expect(second.runs).toHaveLength(2);
    expect(second.letters[0]?.message).toMatchObject({ requestContext: { approximateInvokeCount: 3 } });
  });
});
