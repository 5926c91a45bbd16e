import { isDeepStrictEqual } from 'node:util';
import { type ApprovedRow, isSameRow, LedgerRow, type RowKey } from './ledger.ts';
import { ATTEMPT_ATTRIBUTES, EXECUTION_ATTRIBUTES } from './writable-attributes.ts';

const OF_EXECUTION: ReadonlySet<string> = new Set(EXECUTION_ATTRIBUTES);

/**
 * The row that an executor was told of with its key, if it is the first row of its action as it was made: nothing has
 * been written on it since. Whoever may start an executor may tell it anything, so this says what to look at and to
 * claim, and not yet what may run: see {@link isDecidedAlike}. Since a claim raises `v`, a lie is claimed once a row.
 */
export function toldRow(key: RowKey, told: unknown): ApprovedRow | undefined {
  const { data: row } = LedgerRow.safeParse(told);
  if (row?.state !== 'approved' || !isSameRow(row, key)) return undefined;
  const isFirst = 'first' in row && row.first === true && row.v === 1;
  return isFirst && !ATTEMPT_ATTRIBUTES.some((name) => name in row) ? row : undefined;
}

/** Whether two readings of a row hold the same decision: all that executors cannot write is the same. */
export function isDecidedAlike(one: LedgerRow, other: LedgerRow): boolean {
  return isDeepStrictEqual(decisionOf(one), decisionOf(other));
}

function decisionOf(row: LedgerRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !OF_EXECUTION.has(name)));
}
