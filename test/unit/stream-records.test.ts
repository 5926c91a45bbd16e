import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type Change, eachRecord } from '#shared/streams/stream-records.ts';
import { logLines } from '../support/log-lines.ts';

const record = (id: string, over: Partial<NonNullable<DynamoDBRecord['dynamodb']>> = {}): DynamoDBRecord => ({
  eventSourceARN: 'arn:aws:dynamodb:eu-north-1:111122223333:table/ledger/stream/2026-03-02T09:00:00.000',
  dynamodb: { SequenceNumber: id, NewImage: { pk: { S: id }, round: { N: '1' } }, ...over },
});

/** Handles a batch; those of the given ids fail. Returns the answer and what was handled. */
async function handle(ids: string[], failing: string[]) {
  const seen: unknown[] = [];
  const answer = await eachRecord({ Records: ids.map((id) => record(id)) }, async ({ after }) => {
    seen.push(after?.pk);
    if (failing.includes(String(after?.pk))) throw new Error('canary');
  });
  return { seen, failed: answer.batchItemFailures };
}

describe('a batch of changes', () => {
  it('that all succeed is done', async () => {
    expect(await handle(['1', '2', '3'], [])).toEqual({ seen: ['1', '2', '3'], failed: [] });
  });

  it('ends at the first that fails, which is named, so that the stream delivers again from there', async () => {
    expect(await handle(['1', '2', '3'], ['2', '3'])).toEqual({ seen: ['1', '2'], failed: [{ itemIdentifier: '2' }] });
  });

  it('is handled one after the other', async () => {
    const order: string[] = [];
    await eachRecord({ Records: [record('1'), record('2')] }, async ({ after }) => {
      order.push(`begin ${after?.pk}`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`end ${after?.pk}`);
    });
    expect(order).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('without records is done', async () => {
    expect(await handle([], [])).toEqual({ seen: [], failed: [] });
  });
});

describe('a record without a number', () => {
  it('that fails has the whole batch delivered again', async () => {
    const { dynamodb, ...bare } = record('1');
    const answer = await eachRecord({ Records: [bare] }, () => Promise.reject(new Error()));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '' }] });
  });
});

describe('a change', () => {
  const changeOf = async (over: DynamoDBRecord) => {
    const seen: Change[] = [];
    await eachRecord({ Records: [over] }, async (change) => void seen.push(change));
    return seen[0];
  };

  it('has both images as plain objects, and its table', async () => {
    const OldImage = { pk: { S: '1' }, list: { L: [{ S: 'a' }] } };
    expect(await changeOf(record('1', { OldImage }))).toEqual({
      ...{ table: 'ledger', before: { pk: '1', list: ['a'] }, after: { pk: '1', round: 1 } },
    });
  });

  it('that removed an item has no image after', async () => {
    const removed = { SequenceNumber: '1', OldImage: { pk: { S: '1' } } };
    expect(await changeOf({ ...record('1'), dynamodb: removed })).toMatchObject({
      before: { pk: '1' },
      after: undefined,
    });
  });
});

describe('the log of a record that failed', () => {
  it('has its number and nothing of its content', async () => {
    logLines.length = 0;
    await handle(['42'], ['42']);
    const line = String(logLines[0]);
    expect(JSON.parse(line)).toMatchObject({ sequenceNumber: '42', errorName: 'Error' });
    expect(line).not.toContain('canary');
  });
});
