import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { readTogether } from '#shared/read-together.ts';
import { mockClient } from '../support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
beforeEach(() => dynamo.reset());

const ada = { pk: 'PERSON#ada', sk: 'PROFILE' };
const bo = { pk: 'PERSON#bo', sk: 'PROFILE' };
const row = { pk: 'act_1', round: 1 };
const read = () =>
  readTogether(
    { client },
    { table: 'work', keys: [ada, bo], mode: 'consistent' },
    { table: 'ledger', keys: [row], mode: 'eventual' },
  );

describe('items that are read together', () => {
  it('come in the order of their keys, whatever the order of the answer', async () => {
    dynamo.on(BatchGetCommand).resolves({
      Responses: {
        ledger: [],
        work: [
          { ...bo, n: 2 },
          { ...ada, n: 1 },
        ],
      },
    });
    expect(await read()).toEqual([
      [
        { ...ada, n: 1 },
        { ...bo, n: 2 },
      ],
      [undefined],
    ]);
  });

  it('are asked for again where the table put some off', async () => {
    const left = { work: { Keys: [bo], ConsistentRead: true } };
    dynamo
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { work: [ada], ledger: [row] }, UnprocessedKeys: left })
      .resolves({ Responses: { work: [bo] } });
    expect(await read()).toEqual([[ada, bo], [row]]);
    expect(dynamo.commandCalls(BatchGetCommand)[1]?.args[0].input).toEqual({ RequestItems: left });
  });

  it('that are put off again and again are a throttle, and never "there is none"', async () => {
    dynamo.on(BatchGetCommand).resolves({ UnprocessedKeys: { work: { Keys: [ada] } } });
    await expect(read()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});
