import { isDeepStrictEqual } from 'node:util';
import type { Action } from '#shared/action/action.ts';
import { type KeyOf, type Plan, planExecution, type Situation } from '#shared/execution/plan-execution.ts';
import { claimAllowed, declineAllowed, refuseAllowed } from '#shared/ledger/guardrail-transitions.ts';
import { actionIdOf, type ClaimedRow, type RowHint, type RowKey } from '#shared/ledger/ledger.ts';
import type { Written } from '#shared/ledger/ledger-table.ts';
import { putOffRow } from '#shared/ledger/put-off-row.ts';
import { isDecidedAlike, toldRow } from '#shared/ledger/told-row.ts';
import { claimApproved, expireKey, giveBack, lapse, refuseBlocked } from '#shared/ledger/transitions.ts';
import { log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';
import type { Prepare } from './effect.ts';
import { keepAnswer } from './keep-answer.ts';
import { prepareEffect } from './prepare-effect.ts';
import { readBeside, readSituation } from './read-situation.ts';
import { recordResult } from './record-result.ts';
import { runPrepared } from './run-prepared.ts';

export type ExecutionDeps = {
  tables: Tables;
  now: () => Date;
  prepare: Prepare;
  keyOf?: KeyOf;
  /** Of an executor of emails: see `Situation`. */
  systemSender?: string;
  /** Unless a test is in a hurry, `PREPARE_TIMEOUT_MS`. */
  timeoutMs?: number;
};

/** After a preparation that took longer, what was read before it is read again. */
const SLOW_PREPARATION_MS = 1_000;

/**
 * Executes one ledger row, or says why not: read, plan, prepare, claim, effect, record. Safe to call any number of times,
 * at the same time, for the same row: only the one whose claim is stored begins the effect.
 */
export async function executeAction(deps: ExecutionDeps, key: RowHint): Promise<{ state: string }> {
  const { tables, now } = deps;
  const found = await look(deps, key);
  if ('stopped' in found) return { state: found.stopped };
  const { situation, plan } = found;
  if (plan.do === 'wait') {
    await putOffRow(tables, plan.row, plan.until);
    return { state: plan.row.state };
  }
  const written = isClaim(plan)
    ? await claimAndRun(deps, key, found, plan)
    : await endWithoutEffect(tables, situation.action, plan, now());
  if (!written) return { state: 'changed_meanwhile' };
  return { state: written.row?.state ?? 'unknown' };
}

type ClaimPlan = Extract<Plan, { do: 'claim' | 'claim_allowed' }>;
type WaitPlan = Extract<Plan, { do: 'wait' }>;
type OtherPlan = Exclude<Plan, ClaimPlan | WaitPlan | { do: 'stop' }>;
/** `isTold`: the row was not read, so what its claim brings must hold the same decision. */
type Found = { situation: Situation; plan: ClaimPlan | WaitPlan | OtherPlan; isTold?: boolean };

function isClaim(plan: Found['plan']): plan is ClaimPlan {
  return plan.do === 'claim' || plan.do === 'claim_allowed';
}

/**
 * A first row is claimed as the record of its making told it, and only what else counts is read. The claim is
 * conditional on the version that was told, and its answer is the row as it stands: what runs has the hash in there. A row
 * beside others depends on how those ended, by late evidence too, and the guardrail's row on there being no other.
 * Whatever is not a claim is looked at again, with the row.
 */
async function look(deps: ExecutionDeps, key: RowHint): Promise<Found | { stopped: string }> {
  const row = toldRow(key, key.told);
  const situation = row && (await readBeside(deps.tables, row, deps.now()));
  const plan = situation && planExecution({ ...situation, systemSender: deps.systemSender }, deps.keyOf);
  if (!situation || plan?.do !== 'claim') return lookAgain(deps, key);
  return { ...noted(key, situation, plan), isTold: true };
}

async function lookAgain(
  { tables, now, keyOf, systemSender }: ExecutionDeps,
  key: RowKey,
): Promise<Found | { stopped: string }> {
  const { round } = key;
  const actionId = actionIdOf(key);
  const situation = await readSituation(tables, key, now());
  if (!situation) {
    log.error('no such action', { actionId });
    return { stopped: 'no_such_action' };
  }
  if (situation.isLedgerBehind) {
    // The action shows more than the ledger holds: rows were lost, and what ran may look as if it had not.
    log.error('ledger is behind its projection', { actionId, round });
    return { stopped: 'ledger_behind' };
  }
  return noted(key, situation, planExecution({ ...situation, systemSender }, keyOf));
}

function noted(key: RowKey, situation: Situation, plan: Plan): Found | { stopped: string } {
  const { round } = key;
  const actionId = actionIdOf(key);
  const reason = 'why' in plan ? { reason: plan.why } : {};
  log.info('execution planned', { actionId, round, outcome: plan.do, ...reason });
  if (plan.do !== 'stop') return { situation, plan };
  if (plan.why === 'forged') log.error('a stopped row was made approved', { actionId, round });
  return { stopped: situation.row?.state ?? plan.why };
}

/** Undefined where something changed during a slow preparation: nothing is claimed, and the sweep begins anew. */
async function claimAndRun(
  deps: ExecutionDeps,
  key: RowKey,
  found: Found,
  plan: ClaimPlan,
): Promise<Written | undefined> {
  const { tables, now } = deps;
  const { situation } = found;
  const since = now().getTime();
  const preparation = await prepareEffect(deps, situation, plan.content, key);
  const isSlow = now().getTime() - since > SLOW_PREPARATION_MS;
  if (isSlow && !isSameTry(found, await lookAgain(deps, key))) return undefined;
  const claim = await claimOf(tables, found, plan, now());
  if (!claim.won || claim.row.state !== 'claimed') return claim;
  if (isLiedTo(found, claim.row)) return giveBack(tables, claim.row, now());
  const result = await runPrepared(preparation, claim.row, now);
  if (result.answer) await keepAnswer(tables, claim.row, result.answer, now());
  return recordResult(deps, claim.row, result);
}

async function claimOf(tables: Tables, { situation, isTold }: Found, plan: ClaimPlan, now: Date): Promise<Written> {
  const { key } = plan;
  if (plan.do === 'claim_allowed') return claimAllowed(tables, { ...situation.action, hash: plan.hash }, now, key);
  return claimApproved(tables, plan.row, now, { key, isTold });
}

/** Whether the row that was claimed is another than the one that was told. Then the sweep begins anew, and reads it. */
function isLiedTo({ isTold, plan }: Found, claimed: ClaimedRow): boolean {
  if (!isTold || plan.do !== 'claim' || isDecidedAlike(plan.row, claimed)) return false;
  const { actionId, round, claimId } = claimed;
  log.error('a claimed row is not what was told of it', { actionId, round, claimId });
  return true;
}

/** Whether two readings make the same try: then what was prepared from the one can be sent after the other. */
function isSameTry(found: Found, again: Awaited<ReturnType<typeof lookAgain>>): boolean {
  if ('stopped' in again) return false;
  return isDeepStrictEqual([found.plan, found.situation.agent], [again.plan, again.situation.agent]);
}

async function endWithoutEffect(tables: Tables, action: Action, plan: OtherPlan, now: Date): Promise<Written> {
  switch (plan.do) {
    case 'lapse':
      return lapse(tables, plan.row, plan.reason, now);
    case 'expire':
      return expireKey(tables, plan.row, plan.code, now);
    case 'refuse':
      return refuseBlocked(tables, plan.row, plan.code, now);
    case 'decline_allowed':
      return declineAllowed(tables, { ...action, hash: plan.hash }, now);
    case 'refuse_allowed':
      return refuseAllowed(tables, { ...action, hash: plan.hash }, plan.code, now);
  }
}
