import { DeleteTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTables, openDatabase } from '../../infra/local/dynamodb/create-tables.ts';
import {
  type DatabaseAccess,
  type LocalDatabase,
  newAccessKeyId,
  startDynamoDb,
} from '../../infra/local/dynamodb/start-dynamodb.ts';
import { PENDING_LIST_ATTRIBUTES } from '../../shared/action/action.ts';
import { DATABASE_URL } from './shared/names.ts';

/**
 * A real DynamoDB Local, empty and in memory. Close it in `afterAll`. In a run of tests it is one of many in the same
 * process: each access key has a database of its own.
 */
export async function startTestDynamoDb(): Promise<LocalDatabase> {
  const url = process.env[DATABASE_URL];
  if (!url) return startDynamoDb({ inMemory: true });
  const access = { url, accessKeyId: newAccessKeyId() };
  return { ...access, ended: new Promise(() => undefined), close: () => dropTables(access) };
}

async function dropTables(access: DatabaseAccess): Promise<void> {
  const client = openDatabase(access);
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  for (const TableName of TableNames) await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
}

type Streams = { streamsOf?: readonly string[] };

/**
 * Creates the tables `work` and `ledger`, with the streams that somebody reads: each takes a third of what a write takes.
 * Gives a document client of the same database.
 */
export async function createTestTables(database: DatabaseAccess, { streamsOf = ['work', 'ledger'] }: Streams = {}) {
  await createTables(
    database,
    [work, ledger].map((table) => (streamsOf.includes(table.id) ? table : withoutStream(table))),
  );
  return DynamoDBDocumentClient.from(openDatabase(database), { marshallOptions: { removeUndefinedValues: true } });
}

const key = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];
const attributes = (types: Record<string, 'S' | 'N'>) =>
  Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
const due = {
  IndexName: 'due',
  KeySchema: key('dueShard', 'dueAt'),
  Projection: { ProjectionType: 'KEYS_ONLY' },
};
const StreamSpecification = { StreamViewType: 'NEW_AND_OLD_IMAGES' };

const work = {
  id: 'work',
  type: 'AWS::DynamoDB::Table',
  properties: {
    KeySchema: key('pk', 'sk'),
    AttributeDefinitions: attributes({
      ...{
        pk: 'S',
        sk: 'S',
        pendingOf: 'S',
        pendingAt: 'S',
        historyOf: 'S',
        historyAt: 'S',
        dueShard: 'S',
        dueAt: 'S',
      },
    }),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'pending',
        KeySchema: key('pendingOf', 'pendingAt'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...PENDING_LIST_ATTRIBUTES] },
      },
      {
        IndexName: 'history',
        KeySchema: key('historyOf', 'historyAt'),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      due,
    ],
    StreamSpecification,
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  },
};

const ledger = {
  id: 'ledger',
  type: 'AWS::DynamoDB::Table',
  properties: {
    KeySchema: key('pk', 'round'),
    AttributeDefinitions: attributes({ pk: 'S', round: 'N', dueShard: 'S', dueAt: 'S' }),
    GlobalSecondaryIndexes: [due],
    StreamSpecification,
  },
};

function withoutStream<T extends { properties: { StreamSpecification?: unknown } }>({ properties, ...table }: T) {
  const { StreamSpecification: _, ...kept } = properties;
  return { ...table, properties: kept };
}
