import { newId } from '../ids.ts';
import type { Tables } from '../tables.ts';
import { after, backOffMs, LEASE_MS } from './authority.ts';
import type { ApprovedRow, ClaimedRow, ExecutionOutcome, LedgerRow, RefusalCode } from './ledger.ts';
import { createRow, moveRow, type Written } from './ledger-table.ts';

/** What a guardrail row takes from its action. */
export type AllowedAction = Pick<
  LedgerRow,
  'actionId' | 'agentId' | 'capability' | 'conversationId' | 'origin' | 'hash'
>;

/**
 * L4, approved → claimed. From here on one executor, and only it, may begin the effect. Dispatch, sweep and a
 * repeated delivery may all start one for the same row: the row as seen, still approved, lets a single one through.
 * Since `v` is as read, so is everything read from the row before: its hash, when it lapses, not before when.
 */
export async function claimApproved(tables: Tables, row: ApprovedRow, now: Date): Promise<Written> {
  const nobodyMovedIt = { state: 'approved', v: row.v } as const;
  return moveRow(tables, row, nobodyMovedIt, {
    state: 'claimed',
    claimId: newId('clm'),
    leaseUntil: after(now, LEASE_MS),
    attempt: (row.attempt ?? 0) + 1,
    notBefore: undefined,
  });
}

/**
 * L15, absent → claimed: the guardrail's `allow`, judged again just before, becomes a row and is claimed by the same
 * write. Two executors of one allowed action meet here.
 */
export async function claimAllowed(tables: Tables, action: AllowedAction, now: Date): Promise<Written> {
  return createRow(
    tables,
    {
      ...guardrailRow(action, now),
      state: 'claimed',
      claimId: newId('clm'),
      leaseUntil: after(now, LEASE_MS),
      attempt: 1,
    },
    now,
  );
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
  const outcome = { code };
  return createRow(
    tables,
    { ...guardrailRow(action, now), state: 'failed', outcome, settledAt: now.toISOString() },
    now,
  );
}

function guardrailRow(action: AllowedAction, now: Date) {
  const { actionId, agentId, capability, conversationId, origin, hash } = action;
  return {
    ...{ pk: `G#${actionId}`, round: 0, writer: newId('wrt'), verdict: 'allow' as const, decidedAt: now.toISOString() },
    ...{ actionId, agentId, capability, conversationId, origin, hash, notifyAgent: false },
  };
}

/** L5, claimed → executed, by the executor that claimed it: a late one must not speak for another's attempt. */
export async function recordExecuted(
  tables: Tables,
  row: ClaimedRow,
  outcome: ExecutionOutcome,
  now: Date,
): Promise<Written> {
  return settle(tables, row, 'executed', outcome, now);
}

/** L6, claimed → failed: the provider definitely refused. */
export async function recordFailed(
  tables: Tables,
  row: ClaimedRow,
  outcome: ExecutionOutcome,
  now: Date,
): Promise<Written> {
  return settle(tables, row, 'failed', outcome, now);
}

/** L8, claimed → uncertain: the request left us and no trustworthy answer came back. Never tried again by itself. */
export async function recordUncertain(
  tables: Tables,
  row: ClaimedRow,
  outcome: ExecutionOutcome,
  now: Date,
): Promise<Written> {
  return settle(tables, row, 'uncertain', outcome, now);
}

async function settle(
  tables: Tables,
  row: ClaimedRow,
  state: 'executed' | 'failed' | 'uncertain',
  outcome: ExecutionOutcome,
  now: Date,
): Promise<Written> {
  const claimIsMine = { state: 'claimed', claimId: row.claimId } as const;
  return moveRow(tables, row, claimIsMine, { state, outcome, settledAt: now.toISOString() });
}

/** L7, claimed → approved: the effect surely did not begin, so the approval is unused and may be tried again later. */
export async function giveBack(tables: Tables, row: ClaimedRow, now: Date): Promise<Written> {
  const claimIsMine = { state: 'claimed', claimId: row.claimId } as const;
  const notBefore = after(now, backOffMs(row.attempt));
  return moveRow(tables, row, claimIsMine, {
    state: 'approved',
    notBefore,
    dueAt: notBefore,
    claimId: undefined,
    leaseUntil: undefined,
  });
}

/** L6b, approved → failed: the settings block this now, whoever approved it before. */
export async function refuseBlocked(tables: Tables, row: ApprovedRow, now: Date): Promise<Written> {
  const unclaimed = { state: 'approved', v: row.v } as const;
  return moveRow(tables, row, unclaimed, {
    state: 'failed',
    outcome: { code: 'blocked_by_policy' },
    settledAt: now.toISOString(),
  });
}

/**
 * L9, claimed → uncertain, by the sweep: the lease is over, so the executor died or was cut off between its claim and
 * its record. Whether it sent is not known. The claim must be the one that was seen: a newer one is alive.
 */
export async function giveUpClaim(tables: Tables, row: ClaimedRow, now: Date): Promise<Written> {
  const sameDeadClaim = { state: 'claimed', claimId: row.claimId, v: row.v } as const;
  return moveRow(tables, row, sameDeadClaim, {
    state: 'uncertain',
    outcome: { code: 'executor_lost' },
    settledAt: now.toISOString(),
  });
}

/** L12, approved → lapsed: the approval is void and the question goes back to people with a new round. */
export async function lapse(
  tables: Tables,
  row: ApprovedRow,
  reason: 'approval_lapsed' | 'content_changed' | 'asks_now',
): Promise<Written> {
  const unclaimed = { state: 'approved', v: row.v } as const;
  // A guardrail row has no rounds of its own: what it no longer covers is asked as round 1.
  const state = row.verdict === 'allow' ? 'declined' : 'lapsed';
  return moveRow(tables, row, unclaimed, { state, outcome: { code: reason } });
}
