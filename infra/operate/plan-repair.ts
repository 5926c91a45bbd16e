import type { Action, ActionState } from '#shared/action/action.ts';
import { hashOf } from '#shared/action/content.ts';
import { derivedId } from '#shared/ids.ts';
import { fold } from '#shared/ledger/fold.ts';
import { guardrailKey, isSettled, LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';

/** A row as it is to be, in place of the one that was read with version `seen`; 0 where there was none. */
export type Repair = { row: LedgerRow; seen: number };

/** What an action can still be believed to have ended as, when its row is lost: nothing follows any of them. */
const FINAL: Partial<Record<ActionState, LedgerRow['state']>> = {
  executed: 'executed',
  rejected: 'rejected',
  cancelled: 'withdrawn',
};

/**
 * What a ledger that came from a backup must not be silent about, for one action. Pure.
 * - A row that is approved or claimed in the backup may have been carried out since: uncertain.
 * - Where the action shows more than the rows add up to, the row that it shows is lost: made again as it is shown where
 *   that is final, uncertain otherwise.
 * - What was allowed and has no row may have run: uncertain, on the guardrail's key, which also keeps it from running.
 *
 * @param action undefined where it is gone; its rows are doubted all the same
 */
export function planRepair(action: Action | undefined, rows: readonly LedgerRow[], now: Date): Repair[] {
  const isBehind = action !== undefined && action.pv > (fold(rows)?.sum ?? 0);
  const mayHaveRun = action?.state === 'allowed' && rows.length === 0;
  const lost = action && (isBehind || mayHaveRun) ? lostRow(action, rows) : undefined;
  const key = lost && keyText(lost);
  const doubted = rows
    .filter((row) => (row.state === 'approved' || row.state === 'claimed') && keyText(row) !== key)
    .map((row) => repaired(row, 'uncertain', now));
  const shown = action && lost ? asShown(action, rows, lost, now) : [];
  return aboveShown(action, rows, [...doubted, ...shown]);
}

/** The key of the row that the action shows. */
function lostRow({ actionId, round, state, judgement, edited }: Action, rows: readonly LedgerRow[]): RowKey {
  const isThere = rows.some((row) => row.pk === actionId && row.round === round);
  const byGuardrail = judgement.verdict === 'allow' && !edited && round === 1 && state !== 'rejected';
  return byGuardrail && !isThere ? guardrailKey(actionId) : { pk: actionId, round };
}

function asShown(action: Action, rows: readonly LedgerRow[], key: RowKey, now: Date): Repair[] {
  const row = rows.find((one) => keyText(one) === keyText(key));
  const state = FINAL[action.state] ?? 'uncertain';
  const isSo = row && isSettled(row) && fold([row])?.state === action.state;
  return [repaired(row ?? made(action, key, state, now), isSo ? row.state : state, now, row ? row.v : 0)];
}

/** Each row in its new version, and all together above what the action shows, so that it shows them. */
function aboveShown(action: Action | undefined, rows: readonly LedgerRow[], repairs: Repair[]): Repair[] {
  const [first, ...others] = repairs;
  if (!first) return [];
  const kept = rows.filter((row) => !repairs.some((one) => keyText(one.row) === keyText(row)));
  const rest = [...kept, ...others.map(({ row }) => row)].reduce((sum, { v }) => sum + v, 0);
  const v = Math.max(first.row.v, (action?.pv ?? 0) + 1 - rest);
  return [{ ...first, row: LedgerRow.parse({ ...first.row, v }) }, ...others];
}

/** The row in another state; what only its old state had is left out by the schema. */
function repaired(row: LedgerRow | Made, state: LedgerRow['state'], now: Date, seen = row.v): Repair {
  const at = now.toISOString();
  const {
    claimId,
    attempt,
    notBefore: _,
    leaseUntil: __,
    ...kept
  } = { claimId: undefined, attempt: 0, notBefore: 0, leaseUntil: 0, ...row };
  const base = { ...kept, v: seen + 1, state };
  if (row.state === state && 'outcome' in row) return { row: LedgerRow.parse({ ...row, v: seen + 1 }), seen };
  if (state === 'rejected' || state === 'withdrawn') return { row: LedgerRow.parse(ended(base, state, at)), seen };
  const claim = { claimId: claimId ?? derivedId('clm', row.pk, String(row.round)), attempt: Math.max(1, attempt ?? 1) };
  const outcome = { outcome: { code: 'ledger_restored' }, settledAt: at };
  const doubt = state === 'uncertain' ? { maybeBegun: true } : {};
  return { row: LedgerRow.parse({ lapsesAt: at, ...base, ...claim, ...outcome, ...doubt }), seen };
}

/** Nobody can be named any more for what is rebuilt from what an action showed. */
function restorer(at: string) {
  return {
    ...{ decidedBy: 'restore', decidedByName: 'Restored ledger', decidedAt: at, signedInAt: at },
    decisionId: 'dec_restored_ledger',
  };
}

function ended(base: Record<string, unknown>, state: 'rejected' | 'withdrawn', at: string) {
  const verdict = state === 'rejected' ? 'reject' : 'withdraw';
  return base.verdict === verdict ? base : { ...base, stopped: { ...restorer(at), verdict } };
}

type Made = Record<string, unknown> & RowKey & { v: number; state?: undefined };

/** A row where there is none, from what its action says and its content hashes to now. */
function made(action: Action, key: RowKey, state: LedgerRow['state'], now: Date): Made {
  const { actionId, agentId, capability, conversationId, origin, content } = action;
  const at = now.toISOString();
  const decision = state === 'rejected' ? 'reject' : state === 'withdrawn' ? 'withdraw' : 'approve';
  return {
    ...{ ...key, v: 0, writer: 'restore', actionId, agentId, capability, conversationId, origin, notifyAgent: false },
    hash: hashOf(agentId, capability, content),
    ...(key.round === 0 ? { verdict: 'allow', decidedAt: at } : { ...restorer(at), verdict: decision }),
  };
}

function keyText({ pk, round }: RowKey): string {
  return `${pk}/${round}`;
}
