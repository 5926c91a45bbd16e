import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../../shared/agent/transact.ts';
import { mockClient } from '../support/mock-client.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const dynamo = mockClient(client);
const tables = { client, work: 'work' };
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('a transaction is cancelled', () => {
  beforeEach(() => dynamo.reset());

  it('is tried again when another one was at the same item', async () => {
    dynamo.on(TransactWriteCommand).rejectsOnce(cancelled('None', 'TransactionConflict')).resolves({});
    expect(await transact(tables, [])).toBeUndefined();
    expect(dynamo.calls()).toHaveLength(2);
  });

  it('says whose condition refused it, and tries no more', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict'));
    expect(await transact(tables, [])).toBe(1);
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('gives up as BUSY when the item stays contested', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
    await expect(transact(tables, [])).rejects.toMatchObject({ code: 'BUSY' });
  });

  it('throws what no repetition would mend', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('ValidationError'));
    await expect(transact(tables, [])).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(dynamo.calls()).toHaveLength(1);
  });
});
