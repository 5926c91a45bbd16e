import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Tables } from '#shared/tables.ts';
import { openDatabase } from '../local/dynamodb/create-tables.ts';
import { readRunning } from '../local/running.ts';

/** Which tables an operator means: those of a deployed stack by name, or those of the local run in this directory. */
export type TablesWanted = { local: true } | { work: string; ledger: string };

/**
 * Opens tables past the functions, with rights of the operator's own: in AWS those of the standard credential chain.
 * Undefined where nothing runs here locally.
 */
export function openOperatorTables(wanted: TablesWanted): Tables | undefined {
  if (!('local' in wanted)) return { client: documents(new DynamoDBClient({})), ...wanted };
  const running = readRunning(join(process.cwd(), '.countersign'));
  return running && { client: documents(openDatabase(running.database)), work: 'TablesWork', ledger: 'TablesLedger' };
}

function documents(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
