import { AppError } from '../errors.ts';
import type { LedgerRow } from '../ledger/ledger.ts';

/** Who decided a row last, and how; undefined for a guardrail's row that nobody stopped. */
export function winnerOf(row: LedgerRow) {
  const { state } = row;
  if ('stopped' in row && row.stopped) {
    const { verdict, decidedByName, decidedAt } = row.stopped;
    return { verdict, decidedBy: decidedByName, decidedAt, state };
  }
  if (row.verdict === 'allow') return undefined;
  return { verdict: row.verdict, decidedBy: row.decidedByName, decidedAt: row.decidedAt, state };
}

export function alreadyDecided(row: LedgerRow): AppError {
  const winner = winnerOf(row);
  return winner ? new AppError('ALREADY_DECIDED', { winner }) : new AppError('NOT_PENDING', { state: row.state });
}

export function tooLateToWithdraw(state: string, row: LedgerRow | undefined): AppError {
  const winner = row && winnerOf(row);
  return new AppError('TOO_LATE_TO_WITHDRAW', { state, ...(winner ? { winner } : {}) });
}
