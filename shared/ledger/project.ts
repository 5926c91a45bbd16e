import type { Action } from '../action/action.ts';
import { type Projection, writeProjection } from '../action/action-table.ts';
import { questionDue } from '../action/question-due.ts';
import type { Tables } from '../tables.ts';
import { fold } from './fold.ts';
import { isGuardrailKey, isQuiet, isSettled, type LedgerRow, wantsAgentTold } from './ledger.ts';
import { readRows } from './ledger-table.ts';

/** A row that was made, or moved; `before` is missing too where it could not be read. */
export type RowChange = { isNew: boolean; before: LedgerRow | undefined; after: LedgerRow };

/**
 * Shows a change of a ledger row on its action, for lists. The stream's reader does this, and nobody else: who writes a
 * row leaves it at that. The record of the change says it all, mostly; else the action's rows are read.
 */
export async function projectChange(tables: Tables, change: RowChange, now: Date): Promise<void> {
  const { before, after } = change;
  // Approved, claimed and given back all show as approved.
  if (before && isUnderWay(before) && isUnderWay(after)) return;
  await projectAction(tables, after, now, isOnlyRow(change) ? [after] : undefined);
}

/** Writes what the ledger says onto the action. `rows`, where the caller knows them all, spares the read. */
export async function projectAction(
  tables: Tables,
  action: Pick<Action, 'actionId' | 'agentId'>,
  now: Date,
  rows?: LedgerRow[],
): Promise<void> {
  const all = rows ?? (await readRows(tables, action.actionId));
  const folded = fold(all);
  if (!folded) return;
  const { state, round, sum, row } = folded;
  const closes = all.length === 1 && hasOnlyToClose(row) ? row.round : undefined;
  await writeProjection(tables, action, { state, round, pv: sum, closes, waiting: waitingBecause(row, now) });
}

/** Of what else became of a row the agent is told, and the sweep looks whether it was. */
function hasOnlyToClose(row: LedgerRow): boolean {
  return isQuiet(row) && row.verdict !== 'allow' && !wantsAgentTold(row);
}

function isUnderWay({ state }: LedgerRow): boolean {
  return state === 'approved' || state === 'claimed';
}

/**
 * Whether there was no other row of the action at the moment of this change. The first row had none beside it when it
 * was made, and a second one is made only once the first has settled. So what this row says then is what all rows said
 * then, and its `v` is their sum: the same projection as from reading them, as of that moment.
 */
function isOnlyRow({ isNew, before, after }: RowChange): boolean {
  const isFirst = isGuardrailKey(after) || ('first' in after && after.first === true);
  return isFirst && (isNew || (before !== undefined && !isSettled(before)));
}

/** Why a row leaves its action waiting for people, if it does: since when, for the order of the list. */
function waitingBecause(row: LedgerRow, now: Date): Projection['waiting'] {
  // One of two agreed: it stays in everybody's list until the other one does.
  if (row.state === 'half') return waiting(row, row.decidedAt, 'one_more_person');
  const goesBack = row.state === 'lapsed' || row.state === 'declined';
  return goesBack ? waiting(row, now.toISOString(), row.outcome.code) : undefined;
}

function waiting(row: LedgerRow, since: string, reason: string) {
  return { since, reason, due: questionDue(row, since) };
}
