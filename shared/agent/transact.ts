import { setTimeout as delay } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors.ts';
import type { WorkTable } from '../tables.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const TRIES = 10;
const PAUSE_MS = 20;

/**
 * Writes all of the items or none. Returns undefined when that was done, or the index of the item whose condition
 * refused it. Another transaction on the same item at the same instant is no refusal: it is tried again.
 */
export async function transact({ client }: WorkTable, items: TransactItem[]): Promise<number | undefined> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      const refused = codes.indexOf('ConditionalCheckFailed');
      if (refused !== -1) return refused;
      if (!codes.includes('TransactionConflict')) throw error;
      await delay(tries * PAUSE_MS);
    }
  }
  throw new AppError('BUSY');
}
