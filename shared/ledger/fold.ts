import type { ActionState } from '../action/action.ts';
import type { LedgerRow } from './ledger.ts';

/** What all rows of one action say together. */
export type Fold = {
  state: ActionState;
  /** The round that a decision would be for. */
  round: number;
  /** Sum of `v`: grows with every write, so a projection knows which of two is newer. */
  sum: number;
  /** The row that the state comes from. */
  row: LedgerRow;
};

const STATE: Record<LedgerRow['state'], ActionState> = {
  approved: 'approved',
  claimed: 'approved',
  executed: 'executed',
  failed: 'failed',
  uncertain: 'uncertain',
  rejected: 'rejected',
  lapsed: 'pending',
  declined: 'pending',
};

/**
 * The state of an action from all its rows, or undefined when it has none. The latest open row wins; else any that
 * executed; else any that is uncertain, so that a later rejection never hides that something may have been sent;
 * else the latest.
 */
export function fold(rows: readonly LedgerRow[]): Fold | undefined {
  const newestFirst = rows.toSorted((a, b) => b.round - a.round);
  const row =
    newestFirst.find(({ state }) => state === 'approved' || state === 'claimed') ??
    newestFirst.find(({ state }) => state === 'executed') ??
    newestFirst.find(({ state }) => state === 'uncertain') ??
    newestFirst[0];
  if (!row) return undefined;
  const state = STATE[row.state];
  const round = state === 'pending' ? row.round + 1 : Math.max(1, row.round);
  return { state, round, sum: rows.reduce((sum, { v }) => sum + v, 0), row };
}
