import { startDynamoDb } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { DATABASE_URL } from './names.ts';

/** One DynamoDB Local for all test files of the run: each opens a database of its own in it, by a key of its own. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  // Several projects name this file, and their tests run at the same time.
  if (process.env[DATABASE_URL]) return undefined;
  const database = await startDynamoDb({ inMemory: true });
  process.env[DATABASE_URL] = database.url;
  return database.close;
}
