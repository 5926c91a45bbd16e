import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The two tables and the client that reaches them; every table function takes this first. */
export type Tables = { client: DynamoDBDocumentClient; work: string; ledger: string };

/**
 * An eventual read costs half, and may show what was true a moment ago. It is for what is proved later: by the condition
 * of the write that rests on it, or by a hash. What refuses somebody, or ends something, is read consistently first.
 */
export type ReadMode = 'consistent' | 'eventual';

/** Only for functions whose environment names no ledger. */
export type WorkTable = Omit<Tables, 'ledger'>;

export function openTables(env: { WORK_TABLE: string; LEDGER_TABLE: string }): Tables {
  return { ...openWorkTable(env), ledger: env.LEDGER_TABLE };
}

export function openWorkTable(env: { WORK_TABLE: string }): WorkTable {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, work: env.WORK_TABLE };
}
