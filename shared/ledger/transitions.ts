import { newId } from '../ids.ts';
import type { Tables } from '../tables.ts';
import { after, backOffMs, keyLives, LEASE_MS } from './authority.ts';
import { type DeclaredKey, type KeyLoss, keyFrom } from './declared-key.ts';
import type { ApprovedRow, ClaimedRow, RefusalCode, RowState } from './ledger.ts';
import { type Change, moveRow, type Written } from './ledger-table.ts';
import type { Evidence, ExecutionOutcome } from './row-parts.ts';

export type LapseReason = 'approval_lapsed' | 'content_changed' | 'asks_now' | 'executed_meanwhile';

/**
 * L4, approved → claimed. From here on one executor, and only it, may begin the effect. Dispatch, sweep and a
 * repeated delivery may all start one for the same row: the row as seen, still approved, lets a single one through.
 * Since `v` is as read, so is everything read from the row before: its hash, when it lapses, not before when, how long
 * its key lives. That time starts with the first claim and is never drawn out: the provider counts from its first try.
 * A row that was told and not read is answered as it stands in the table: only that may run.
 */
export async function claimApproved(
  tables: Tables,
  row: ApprovedRow,
  now: Date,
  { key, isTold = false }: { key?: DeclaredKey | undefined; isTold?: boolean | undefined } = {},
): Promise<Written> {
  const change: Change = {
    state: 'claimed',
    claimId: newId('clm'),
    leaseUntil: after(now, LEASE_MS),
    attempt: (row.attempt ?? 0) + 1,
    notBefore: undefined,
    ...(row.keyUntil ? {} : keyFrom(now, key)),
    ...(row.maybeBegun ? { earlierClaims: withClaim(row, row.claimId) } : {}),
  };
  return moveRow(tables, row, unclaimed(row), change, isTold ? 'as_stored' : 'as_computed');
}

/**
 * L5, claimed → executed, by the executor that claimed it: a late one must not speak for another's attempt. As seen, as
 * for L6 to L9: evidence of an earlier attempt may have come meanwhile, and then the end of this one is another.
 */
export async function recordExecuted(
  tables: Tables,
  row: ClaimedRow,
  outcome: ExecutionOutcome,
  now: Date,
): Promise<Written> {
  return moveRow(tables, row, mine(row), { state: 'executed', outcome, settledAt: now.toISOString() });
}

/** L6, claimed → failed: the provider definitely refused. It refused this attempt; of an earlier one that says nothing. */
export async function recordFailed(
  tables: Tables,
  row: ClaimedRow,
  outcome: ExecutionOutcome,
  now: Date,
): Promise<Written> {
  return moveRow(tables, row, mine(row), unlessSent(row, notDone(row, 'failed', outcome, now), now));
}

/**
 * L8, claimed → uncertain: the request left us and no trustworthy answer came back. Never tried again by itself, but
 * where the provider does nothing twice for one key and the key still lives at the next try: then approved again, with
 * the mark that the effect may have begun.
 */
export async function recordUncertain(
  tables: Tables,
  row: ClaimedRow,
  outcome: ExecutionOutcome,
  now: Date,
): Promise<Written> {
  return moveRow(tables, row, mine(row), unlessSent(row, tryAgainOrUncertain(row, outcome, now), now));
}

/** L7, claimed → approved: the effect surely did not begin, so the approval is unused and may be tried again later. */
export async function giveBack(tables: Tables, row: ClaimedRow, now: Date): Promise<Written> {
  const notBefore = after(now, backOffMs(row.attempt));
  // What may have begun in an earlier attempt stays so: its claim is what evidence may still speak of, and its key is
  // what the provider counts from. Where nothing began, the provider knows neither.
  const unknown = { claimId: undefined, keyUntil: undefined, keyPrint: undefined };
  const claim = row.maybeBegun ? {} : { ...unknown, earlierClaims: withClaim(row, row.claimId) };
  const back: Change = { state: 'approved', notBefore, dueAt: notBefore, ...claim, leaseUntil: undefined };
  return moveRow(tables, row, mine(row), unlessSent(row, back, now));
}

/** L6b, approved → failed: the settings block this now, whoever approved it before. */
export async function refuseBlocked(tables: Tables, row: ApprovedRow, code: RefusalCode, now: Date): Promise<Written> {
  return moveRow(tables, row, unclaimed(row), notDone(row, 'failed', { code }, now));
}

/**
 * L9, claimed → as L8, by the sweep: the lease is over, so the executor died or was cut off between its claim and its
 * record. Whether it sent is not known. The claim must be the one that was seen: a newer one is alive.
 */
export async function giveUpClaim(tables: Tables, row: ClaimedRow, now: Date): Promise<Written> {
  const change = tryAgainOrUncertain(row, { code: 'executor_lost' }, now);
  return moveRow(tables, row, mine(row), unlessSent(row, change, now));
}

/** L12, approved → lapsed: the approval is void and the question goes back to people with a new round. */
export async function lapse(tables: Tables, row: ApprovedRow, reason: LapseReason, now: Date): Promise<Written> {
  // A guardrail row has no rounds of its own: what it no longer covers is asked as round 1.
  const state = row.verdict === 'allow' ? 'declined' : 'lapsed';
  return moveRow(tables, row, unclaimed(row), notDone(row, state, { code: reason }, now));
}

/**
 * L12b, approved → uncertain: an attempt may have begun, and its provider has forgotten the key, or will have before
 * another try arrives; or the settings no longer say of the key what they said at the first try. Trying again would be a
 * second effect.
 */
export async function expireKey(tables: Tables, row: ApprovedRow, code: KeyLoss, now: Date): Promise<Written> {
  return moveRow(tables, row, unclaimed(row), uncertain({ code }, now));
}

/** That nobody claimed or moved it since it was read. */
export function unclaimed(row: ApprovedRow) {
  return { state: 'approved', v: row.v } as const;
}

function mine(row: ClaimedRow) {
  return { state: 'claimed', claimId: row.claimId, v: row.v } as const;
}

function withClaim(row: ApprovedRow | ClaimedRow, claimId: string): string[] {
  return [...(row.earlierClaims ?? []), claimId];
}

/**
 * A claimed row carries evidence only of an earlier attempt, and only that it was sent. Whatever the last attempt came
 * to, but done: the row may not be tried again, nor say that it was not done or that nobody knows.
 */
function unlessSent(row: ClaimedRow, change: Change, now: Date): Change {
  const [proof] = row.evidence ?? [];
  return proof ? { ...executedBy(proof, now), leaseUntil: undefined } : change;
}

/** The change to executed, by what a provider said. */
export function executedBy({ providerId }: Evidence, now: Date): Change {
  const outcome = { code: 'evidence', ...(providerId ? { providerId } : {}) };
  return { state: 'executed', outcome, settledAt: now.toISOString(), notBefore: undefined };
}

/**
 * The change to a state that says "it was not done". Of a row whose effect may have begun before, nobody can say that:
 * it becomes uncertain instead. Otherwise a rejected, lapsed or failed row would hide an effect, and a new round repeat it.
 */
export function notDone(
  row: { maybeBegun?: true | undefined },
  state: RowState,
  outcome: ExecutionOutcome,
  now: Date,
): Change {
  if (row.maybeBegun) return uncertain(outcome, now);
  return { state, outcome, ...(state === 'failed' ? { settledAt: now.toISOString() } : {}) };
}

function uncertain(outcome: ExecutionOutcome, now: Date): Change {
  return { state: 'uncertain', outcome, settledAt: now.toISOString(), notBefore: undefined };
}

function tryAgainOrUncertain(row: ClaimedRow, outcome: ExecutionOutcome, now: Date): Change {
  const notBefore = after(now, backOffMs(row.attempt));
  if (!keyLives(row.keyUntil, new Date(notBefore))) return uncertain(outcome, now);
  return { state: 'approved', maybeBegun: true, notBefore, dueAt: notBefore, leaseUntil: undefined };
}
