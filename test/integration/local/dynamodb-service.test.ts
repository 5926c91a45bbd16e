import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PermissionCheck, Resource } from '../../../infra/local/contract.ts';
import { createTables } from '../../../infra/local/dynamodb/create-tables.ts';
import { dynamoDbService } from '../../../infra/local/dynamodb/dynamodb-service.ts';
import type { LocalDatabase } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { startAwsEndpoint } from '../../../infra/local/endpoint/aws-endpoint.ts';
import type { Listening } from '../../../infra/local/listen-on-loopback.ts';
import { startTestDynamoDb } from '../../support/dynamodb-local.ts';

const orders = (sortType: 'S' | 'N'): Resource => ({
  id: 'Orders',
  type: 'AWS::DynamoDB::Table',
  properties: {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: sortType },
    ],
  },
});

describe('DynamoDB behind the local endpoint', () => {
  const asked: PermissionCheck[] = [];
  let database: LocalDatabase;
  let endpoint: Listening;
  let client: DynamoDBDocumentClient;

  beforeAll(async () => {
    database = await startTestDynamoDb();
    await createTables(database, [orders('S')]);
    endpoint = await startAwsEndpoint({
      port: 0,
      callers: new Map([['KEY', 'Decide']]),
      services: { dynamodb: dynamoDbService(database, [orders('S')]) },
      judge(_, check) {
        asked.push(check);
        return check.action === 'dynamodb:Scan' ? { allowed: false } : { allowed: true };
      },
    });
    const credentials = { accessKeyId: 'KEY', secretAccessKey: 'x' };
    const plain = new DynamoDBClient({ endpoint: endpoint.url, region: 'us-east-1', credentials, maxAttempts: 1 });
    client = DynamoDBDocumentClient.from(plain);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint.close();
    await database.close();
  });

  it('serves what the role allows', async () => {
    const Item = { pk: 'a', sk: 'b', bytes: new Uint8Array([1, 2]), note: 'ä' };
    await client.send(new PutCommand({ TableName: 'Orders', Item }));
    const { Item: got } = await client.send(new GetCommand({ TableName: 'Orders', Key: { pk: 'a', sk: 'b' } }));
    expect(got).toEqual(Item);
    expect(asked.map(({ action }) => action)).toEqual(['dynamodb:PutItem', 'dynamodb:GetItem']);
  });

  it('gives back the item that stood against a condition', async () => {
    const put = new PutCommand({
      TableName: 'Orders',
      Item: { pk: 'a', sk: 'b' },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(client.send(put)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { note: { S: 'ä' } },
    });
  });

  it('refuses what the role does not allow', async () => {
    await expect(client.send(new ScanCommand({ TableName: 'Orders' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('dynamodb:Scan'),
    });
  });

  it('refuses what it cannot judge', async () => {
    const query = new QueryCommand({ TableName: 'Orders', KeyConditions: {} });
    await expect(client.send(query)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('keeps tables that are there, and says how to begin anew when they have changed', async () => {
    await createTables(database, [orders('S')]);
    await expect(createTables(database, [orders('N')])).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('npm start -- --fresh'),
    });
  });
});
