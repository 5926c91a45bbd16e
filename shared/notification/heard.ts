import { isAgentTold } from '../agent/told.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import type { WorkTable } from '../tables.ts';
import { readNotified } from './bell-table.ts';

/** Whether everybody who has to hear of a settled row has: its agent, and the people in whose bell menus it waited. */
export async function isHeard(tables: WorkTable, row: LedgerRow): Promise<boolean> {
  const [people, agent] = await Promise.all([
    row.verdict === 'allow' || isBellResolved(tables, row),
    isAgentTold(tables, row),
  ]);
  return people && agent;
}

/** Who was never told of a round has no entry to resolve. Read eventually: what is true a moment later is found next time. */
export async function isBellResolved(
  tables: WorkTable,
  { origin, actionId, round }: Pick<LedgerRow, 'origin' | 'actionId' | 'round'>,
): Promise<boolean> {
  if (origin === 'chat') return true;
  const notified = await readNotified(tables, actionId, round, 'eventual');
  return notified === undefined || notified.resolvedAt !== undefined;
}
