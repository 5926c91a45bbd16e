import type * as z from 'zod';
import type { Tables } from '../tables.ts';
import { type AllowedAction, guardrailRow } from './guardrail-transitions.ts';
import type { ApprovedRow, HalfRow } from './ledger.ts';
import { createRow, moveRow, type NewRow, type Written } from './ledger-table.ts';
import type { Second, Stopped } from './row-parts.ts';
import { notDone, unclaimed } from './transitions.ts';

/** Transitions that only the decide function makes. */

/**
 * L1, L2, L3 and L14, absent → approved, half, rejected or withdrawn: the decision of this round, once. Two people may
 * press a button in the same second, both having read "pending"; two may press "send again". That there is no row of
 * this round, and not what they read, lets one through.
 */
export async function writeDecision(tables: Tables, row: NewRow, now: Date): Promise<Written> {
  return createRow(tables, row, now);
}

/**
 * L1b, half → approved: another person agreed to the same content. The row must be as seen, since a second and a third
 * person may agree, reject or withdraw in the same second. Its authority begins here, when both have agreed.
 */
export async function completeHalf(
  tables: Tables,
  row: HalfRow,
  second: z.infer<typeof Second>,
  lapsesAt: string,
): Promise<Written> {
  return moveRow(tables, row, { state: 'half', v: row.v }, { state: 'approved', second, lapsesAt });
}

/** L2, L3, half → rejected or withdrawn: as seen, so that a no never overwrites the second yes that was faster. */
export async function stopHalf(tables: Tables, row: HalfRow, stopped: z.infer<typeof Stopped>): Promise<Written> {
  const state = stopped.verdict === 'reject' ? 'rejected' : 'withdrawn';
  return moveRow(tables, row, { state: 'half', v: row.v }, { state, stopped });
}

/**
 * L12, half → lapsed: the content was edited after the first person agreed, so their yes is for something else. Without
 * this a second person's yes to the new content would count beside it.
 */
export async function lapseHalf(tables: Tables, row: HalfRow): Promise<Written> {
  const outcome = { code: 'content_changed' };
  return moveRow(tables, row, { state: 'half', v: row.v }, { state: 'lapsed', outcome });
}

/**
 * L13, approved → withdrawn, by a person. Only unclaimed and as seen: once an executor has claimed it, the effect may
 * be on its way, and "withdrawn" would be a lie. What may have begun in an earlier attempt becomes uncertain.
 */
export async function withdrawApproved(
  tables: Tables,
  row: ApprovedRow,
  stopped: z.infer<typeof Stopped>,
  now: Date,
): Promise<Written> {
  return moveRow(tables, row, unclaimed(row), { ...notDone(row, 'withdrawn', { code: 'withdrawn' }, now), stopped });
}

/**
 * L3 on the guardrail's key, absent → withdrawn: an allowed action that no executor has begun. Its executor claims by
 * making the same row (L15), so exactly one of the two comes first.
 */
export async function withdrawAllowed(
  tables: Tables,
  action: AllowedAction,
  stopped: z.infer<typeof Stopped>,
  now: Date,
): Promise<Written> {
  return createRow(tables, { ...guardrailRow(action, now), state: 'withdrawn', stopped }, now);
}
