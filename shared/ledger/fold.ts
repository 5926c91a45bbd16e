import type { ActionState } from '../action/action.ts';
import { isSameRow, isSettled, type LedgerRow } from './ledger.ts';

/** What all rows of one action say together. */
export type Fold = {
  state: ActionState;
  /** The round that a decision would be for. */
  round: number;
  /** The highest round that has a row, 0 when only the guardrail's has: "send again" makes the one after it. */
  highest: number;
  /** Sum of `v`: grows with every write, so a projection knows which of two is newer. */
  sum: number;
  /** The row that the state comes from. */
  row: LedgerRow;
};

const STATE: Record<LedgerRow['state'], ActionState> = {
  half: 'pending',
  approved: 'approved',
  claimed: 'approved',
  executed: 'executed',
  failed: 'failed',
  uncertain: 'uncertain',
  rejected: 'rejected',
  withdrawn: 'cancelled',
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
    newestFirst.find((one) => !isSettled(one)) ??
    newestFirst.find(({ state }) => state === 'executed') ??
    newestFirst.find(({ state }) => state === 'uncertain') ??
    newestFirst[0];
  if (!row) return undefined;
  const state = STATE[row.state];
  const asksAgain = row.state === 'lapsed' || row.state === 'declined';
  const round = asksAgain ? row.round + 1 : Math.max(1, row.round);
  return { state, round, highest: newestFirst[0]?.round ?? 0, sum: rows.reduce((sum, { v }) => sum + v, 0), row };
}

/** True when something of an earlier round may have happened, so that doing it once more may do it twice. */
export function mayHaveHappened(rows: readonly LedgerRow[]): boolean {
  return rows.some(({ state }) => state === 'uncertain' || state === 'executed');
}

/** All rows of an action, with this one as it stands now. */
export function withRow(rows: readonly LedgerRow[], row: LedgerRow | undefined): LedgerRow[] {
  return row ? [...rows.filter((other) => !isSameRow(other, row)), row] : [...rows];
}
