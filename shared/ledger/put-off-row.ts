import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Tables } from '../tables.ts';
import type { LedgerRow } from './ledger.ts';

/**
 * Lets the sweep look at a row on its list later. As seen, as a close: a row that moved on since has to be looked at now.
 * Does not count as a change, so `v` stays.
 */
export async function putOffRow({ client, ledger }: Tables, row: LedgerRow, until: string): Promise<void> {
  // Somebody else closed it meanwhile.
  if (row.dueAt === undefined) return;
  try {
    await client.send(
      new UpdateCommand({
        TableName: ledger,
        Key: { pk: row.pk, round: row.round },
        UpdateExpression: 'SET #dueAt = :until',
        ConditionExpression: '#v = :seen AND #dueAt = :due',
        ExpressionAttributeNames: { '#dueAt': 'dueAt', '#v': 'v' },
        ExpressionAttributeValues: { ':until': until, ':seen': row.v, ':due': row.dueAt },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
