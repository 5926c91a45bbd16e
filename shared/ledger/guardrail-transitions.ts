import { newId } from '../ids.ts';
import type { Tables } from '../tables.ts';
import { after, LEASE_MS } from './authority.ts';
import { type DeclaredKey, keyFrom } from './declared-key.ts';
import type { LedgerRow, RefusalCode } from './ledger.ts';
import { createRow, type Written } from './ledger-table.ts';

/** What a guardrail row takes from its action. */
export type AllowedAction = Pick<
  LedgerRow,
  'actionId' | 'agentId' | 'capability' | 'conversationId' | 'origin' | 'hash'
>;

/**
 * L15, absent → claimed: the guardrail's `allow`, judged again just before, becomes a row and is claimed by the same
 * write. Two executors of one allowed action meet here.
 */
export async function claimAllowed(
  tables: Tables,
  action: AllowedAction,
  now: Date,
  key?: DeclaredKey | undefined,
): Promise<Written> {
  const claim = { claimId: newId('clm'), leaseUntil: after(now, LEASE_MS), attempt: 1 };
  const row = { ...guardrailRow(action, now), state: 'claimed' as const, ...claim, ...keyFrom(now, key) };
  return createRow(tables, row, now);
}

/**
 * L15, absent → declined or failed: settings that allowed this when it was asked for now say ask or block. Written to
 * the ledger before the action becomes pending, so that an executor that still holds the old judgement finds its
 * claim refused; otherwise it would run beside a person's decision.
 */
export async function declineAllowed(tables: Tables, action: AllowedAction, now: Date): Promise<Written> {
  return createRow(tables, { ...guardrailRow(action, now), state: 'declined', outcome: { code: 'asks_now' } }, now);
}

export async function refuseAllowed(
  tables: Tables,
  action: AllowedAction,
  code: RefusalCode,
  now: Date,
): Promise<Written> {
  const failed = { state: 'failed' as const, outcome: { code }, settledAt: now.toISOString() };
  return createRow(tables, { ...guardrailRow(action, now), ...failed }, now);
}

export function guardrailRow(action: AllowedAction, now: Date) {
  const { actionId, agentId, capability, conversationId, origin, hash } = action;
  return {
    ...{ pk: `G#${actionId}`, round: 0, writer: newId('wrt'), verdict: 'allow' as const, decidedAt: now.toISOString() },
    ...{ actionId, agentId, capability, conversationId, origin, hash, notifyAgent: false },
  };
}
