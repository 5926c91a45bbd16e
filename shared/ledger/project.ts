import type { Action } from '../action/action.ts';
import { writeProjection } from '../action/action-table.ts';
import type { Tables } from '../tables.ts';
import { fold } from './fold.ts';
import type { LedgerRow } from './ledger.ts';
import { readRows } from './ledger-table.ts';

/**
 * Writes what the ledger says onto the action, for lists. Called after every ledger write by its writer, again from
 * the stream in case the writer died, and by the sweep before it closes a row. `rows`, where the caller knows them
 * all, spares the read.
 */
export async function projectAction(
  tables: Tables,
  action: Pick<Action, 'actionId' | 'agentId'>,
  now: Date,
  rows?: LedgerRow[],
): Promise<void> {
  const folded = fold(rows ?? (await readRows(tables, action.actionId)));
  if (!folded) return;
  const { state, round, sum, row } = folded;
  await writeProjection(tables, action, { state, round, pv: sum, waiting: waitingBecause(row, now) });
}

/** Why a row leaves its action waiting for people, if it does: since when, for the order of the list. */
function waitingBecause(row: LedgerRow, now: Date): { since: string; reason: string } | undefined {
  // One of two agreed: it stays in everybody's list until the other one does.
  if (row.state === 'half') return { since: row.decidedAt, reason: 'one_more_person' };
  const goesBack = row.state === 'lapsed' || row.state === 'declined';
  return goesBack ? { since: now.toISOString(), reason: row.outcome.code } : undefined;
}
