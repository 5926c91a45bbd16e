import { describe, expect, it } from 'vitest';
import { permissionChecks } from '../../../infra/local/dynamodb/permission-checks.ts';
import { readTables } from '../../../infra/local/dynamodb/table-properties.ts';

const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
const resources = [
  {
    id: 'Ledger',
    type: 'AWS::DynamoDB::Table',
    properties: {
      KeySchema: key('pk', 'round'),
      AttributeDefinitions: [],
      GlobalSecondaryIndexes: [{ IndexName: 'due', KeySchema: key('dueShard', 'dueAt'), Projection: {} }],
    },
  },
];
const tables = new Map(readTables(resources).map((table) => [table.TableName, table]));
const LEDGER = 'arn:aws:dynamodb:us-east-1:000000000000:table/Ledger';
const ask = (operation: string, body: object) => permissionChecks(tables, operation, body);
const Key = { pk: { S: 'G#act_1' }, round: { N: '0' } };

describe('what IAM is asked about a DynamoDB call', () => {
  it('is the partition and each attribute that a conditional update names, through its placeholders', () => {
    const checks = ask('UpdateItem', {
      TableName: 'Ledger',
      Key,
      UpdateExpression: 'SET #s = :claimed, claim.#holder = if_not_exists(claim.holder, :me) ADD v :one REMOVE list[0]',
      ConditionExpression: 'attribute_exists(pk) AND (#s IN (:approved) OR NOT size(note) > :n) and lease < :now',
      ExpressionAttributeNames: { '#s': 'state', '#holder': 'verdict' },
      ExpressionAttributeValues: {},
      ReturnValues: 'ALL_NEW',
    });
    expect(checks).toEqual([
      {
        action: 'dynamodb:UpdateItem',
        resource: LEDGER,
        context: {
          'dynamodb:LeadingKeys': ['G#act_1'],
          'dynamodb:Attributes': ['pk', 'round', 'state', 'claim', 'v', 'list', 'note', 'lease'],
          'dynamodb:ReturnValues': ['ALL_NEW'],
        },
      },
    ]);
  });

  it('is every attribute of an item that is put, and those of its condition', () => {
    const ConditionExpression = 'attribute_not_exists(actionId)';
    expect(ask('PutItem', { TableName: LEDGER, Item: { ...Key, verdict: { S: 'x' } }, ConditionExpression })).toEqual([
      {
        action: 'dynamodb:PutItem',
        resource: LEDGER,
        context: {
          'dynamodb:LeadingKeys': ['G#act_1'],
          'dynamodb:Attributes': ['pk', 'round', 'verdict', 'actionId'],
        },
      },
    ]);
  });

  it('is the index and its partition where an index is queried', () => {
    const checks = ask('Query', {
      TableName: 'Ledger',
      IndexName: 'due',
      KeyConditionExpression: '(#0 = :shard) AND dueAt <= :now',
      FilterExpression: 'begins_with(pk, :g)',
      ExpressionAttributeNames: { '#0': 'dueShard' },
      ExpressionAttributeValues: { ':shard': { S: '7' }, ':now': { S: '2026' }, ':g': { S: 'G#' } },
    });
    expect(checks).toEqual([
      {
        action: 'dynamodb:Query',
        resource: `${LEDGER}/index/due`,
        context: {
          'dynamodb:LeadingKeys': ['7'],
          'dynamodb:Attributes': ['pk', 'dueShard', 'dueAt'],
          'dynamodb:Select': ['ALL_PROJECTED_ATTRIBUTES'],
        },
      },
    ]);
  });

  it.each([
    [{}, 'ALL_ATTRIBUTES'],
    [{ ProjectionExpression: 'pk' }, 'SPECIFIC_ATTRIBUTES'],
  ])('is what a read selects (%o)', (projection, select) => {
    expect(ask('GetItem', { TableName: 'Ledger', Key, ...projection })).toMatchObject([
      { context: { 'dynamodb:Select': [select] } },
    ]);
  });

  it('is one question for each item of a transaction', () => {
    const one = { TableName: 'Ledger', Key };
    const TransactItems = [
      { Put: { TableName: 'Ledger', Item: Key } },
      { Update: { ...one, UpdateExpression: 'SET v = :v' } },
      { Delete: one },
      { ConditionCheck: { ...one, ConditionExpression: 'attribute_exists(pk)' } },
    ];
    expect(ask('TransactWriteItems', { TransactItems })).toMatchObject([
      { action: 'dynamodb:PutItem' },
      { action: 'dynamodb:UpdateItem' },
      { action: 'dynamodb:DeleteItem' },
      { action: 'dynamodb:ConditionCheckItem' },
    ]);
    expect(ask('TransactGetItems', { TransactItems: [{ Get: one }] })).toMatchObject([{ action: 'dynamodb:GetItem' }]);
  });

  it('is all partitions of a batch', () => {
    const other = { pk: { S: 'act_1' }, round: { N: '1' } };
    expect(ask('BatchGetItem', { RequestItems: { Ledger: { Keys: [Key, other] } } })).toMatchObject([
      { action: 'dynamodb:BatchGetItem', context: { 'dynamodb:LeadingKeys': ['G#act_1', 'act_1'] } },
    ]);
    const writes = [{ PutRequest: { Item: { ...Key, note: { S: '' } } } }, { DeleteRequest: { Key: other } }];
    expect(ask('BatchWriteItem', { RequestItems: { Ledger: writes } })).toMatchObject([
      {
        action: 'dynamodb:BatchWriteItem',
        context: {
          'dynamodb:LeadingKeys': ['G#act_1', 'act_1'],
          'dynamodb:Attributes': ['pk', 'round', 'note'],
        },
      },
    ]);
  });

  it.each([
    ['an operation it does not know', 'ExecuteStatement', { Statement: 'SELECT * FROM Ledger' }],
    ['parameters of old', 'UpdateItem', { TableName: 'Ledger', Key, AttributeUpdates: {} }],
    ['a partition it cannot read', 'Query', { TableName: 'Ledger', KeyConditionExpression: 'round = :r' }],
    ['a request without its key', 'GetItem', { TableName: 'Ledger' }],
  ])('is a refusal for %s', (_, operation, body) => {
    expect(ask(operation, body)).toEqual(expect.any(String));
  });
});
