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
  await writeProjection(tables, action, {
    state,
    round,
    pv: sum,
    waiting:
      state === 'pending' && 'outcome' in row ? { since: now.toISOString(), reason: row.outcome.code } : undefined,
  });
}
