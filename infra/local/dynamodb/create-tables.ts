import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { LOCAL_REGION, type Resource } from '../contract.ts';
import type { DatabaseAccess } from './start-dynamodb.ts';
import { StartError } from './start-error.ts';
import { readTables, type TableProperties } from './table-properties.ts';

/** Creates the tables of the template that are not there yet. Throws a `StartError` where one exists in another shape. */
export async function createTables(database: DatabaseAccess, resources: Iterable<Resource>): Promise<void> {
  const client = openDatabase(database);
  try {
    await Promise.all(readTables(resources).map((table) => createTable(client, table)));
  } finally {
    client.destroy();
  }
}

/** A client of the local database itself, past the judging endpoint. */
export function openDatabase({ url, accessKeyId }: DatabaseAccess): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: url,
    region: LOCAL_REGION,
    credentials: { accessKeyId, secretAccessKey: 'local' },
  });
}

async function createTable(client: DynamoDBClient, table: TableProperties) {
  const wanted = createTableInput(table);
  const existing = await describeTable(client, table.TableName);
  if (!existing) {
    await client.send(new CreateTableCommand(wanted));
    return keepTimeToLive(client, table);
  }
  if (shapeOf(existing) !== shapeOf(wanted)) {
    throw new StartError(
      `The local table ${table.TableName} was made by an earlier version with other keys, indexes or stream: run \`npm start -- --fresh\` to begin with empty tables.`,
    );
  }
}

async function keepTimeToLive(client: DynamoDBClient, { TableName, TimeToLiveSpecification }: TableProperties) {
  if (!TimeToLiveSpecification?.Enabled) return;
  const { AttributeName } = TimeToLiveSpecification;
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled: true } }),
  );
}

async function describeTable(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function createTableInput(table: TableProperties): CreateTableCommandInput {
  const { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } = table;
  return {
    TableName,
    KeySchema,
    AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
    ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
  } as CreateTableCommandInput;
}

/** What may not change under kept data, in an order of its own. */
function shapeOf(table: TableDescription | CreateTableCommandInput): string {
  const types = new Map(table.AttributeDefinitions?.map((one) => [one.AttributeName, one.AttributeType]));
  const keys = (schema: typeof table.KeySchema) =>
    schema?.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName} ${types.get(AttributeName)}`).sort();
  const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) =>
    JSON.stringify([
      IndexName,
      keys(KeySchema),
      Projection?.ProjectionType ?? 'ALL',
      Projection?.NonKeyAttributes?.toSorted() ?? [],
    ]),
  );
  return JSON.stringify([keys(table.KeySchema), indexes.sort(), table.StreamSpecification?.StreamViewType]);
}
