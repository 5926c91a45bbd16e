import type { Action } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import type { Content } from '#shared/action/content.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { type Plan, planExecution } from '#shared/execution/plan-execution.ts';
import { CLOCK_MARGIN_MS, EFFECT_TIMEOUT_MS, MAX_ATTEMPTS } from '#shared/ledger/authority.ts';
import { fold } from '#shared/ledger/fold.ts';
import { actionIdOf, type ClaimedRow, isGuardrailKey, type LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';
import { readRows, type Written } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import {
  claimAllowed,
  claimApproved,
  declineAllowed,
  giveBack,
  lapse,
  recordExecuted,
  recordFailed,
  recordUncertain,
  refuseAllowed,
  refuseBlocked,
} from '#shared/ledger/transitions.ts';
import { errorFields, log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';

/** What is known after one try of an effect. When in doubt: `unknown`. */
export type EffectResult =
  | { known: 'done'; providerId: string; code: string }
  /** Refused for good. */
  | { known: 'refused'; code: string }
  /** Surely not begun, and worth another try. */
  | { known: 'not_begun'; code: string }
  | { known: 'unknown'; code: string };

/** Carries content out, once, without retries. It must not throw: it knows best what an error means. */
export type Effect = (content: Content, about: { action: Action; claimId: string }) => Promise<EffectResult>;

export type ExecutionDeps = { tables: Tables; now: () => Date; effect: Effect };

/**
 * Executes one ledger row, or says why not: read, plan, claim, effect, record, project. Safe to call any number of
 * times, at the same time, for the same row: only the one whose claim is stored begins the effect.
 */
export async function executeAction(deps: ExecutionDeps, key: RowKey): Promise<{ state: string }> {
  const { tables, now } = deps;
  const actionId = actionIdOf(key);
  const situation = await readSituation(tables, key, now());
  if (!situation) {
    log.error('no such action', { actionId });
    return { state: 'no_such_action' };
  }
  if (situation.isLedgerBehind) {
    // The action shows more than the ledger holds: rows were lost, and what ran may look as if it had not.
    log.error('ledger is behind its projection', { actionId, round: key.round });
    return { state: 'ledger_behind' };
  }
  const plan = planExecution(situation);
  log.info('execution planned', {
    actionId,
    round: key.round,
    outcome: plan.do,
    ...('why' in plan ? { reason: plan.why } : {}),
  });
  if (plan.do === 'stop') return { state: situation.row?.state ?? plan.why };
  const written = await carryOut(deps, situation.action, plan);
  await projectAction(tables, situation.action, now());
  return { state: written.row?.state ?? 'unknown' };
}

async function readSituation(tables: Tables, key: RowKey, now: Date) {
  const byGuardrail = isGuardrailKey(key);
  const actionId = actionIdOf(key);
  const [action, rows, settings] = await Promise.all([
    readAction(tables, actionId),
    readRows(tables, actionId),
    readSettings(tables),
  ]);
  if (!action) return undefined;
  const row = rows.find(({ pk, round }) => pk === key.pk && round === key.round);
  const rounds = rows.filter(({ verdict }) => verdict !== 'allow');
  // Read side by side, so rows may be a moment older than the action: before an alarm they are read again.
  const isBehind = (some: LedgerRow[]) => action.pv > (fold(some)?.sum ?? 0);
  const isLedgerBehind = isBehind(rows) && isBehind(await readRows(tables, actionId));
  const agent = await readAgent(tables, action.agentId);
  return { now, action, row, settings, rounds, byGuardrail, isLedgerBehind, agent };
}

async function carryOut(deps: ExecutionDeps, action: Action, plan: Exclude<Plan, { do: 'stop' }>): Promise<Written> {
  const { tables, now } = deps;
  switch (plan.do) {
    case 'claim':
      return runClaimed(deps, action, plan.content, await claimApproved(tables, plan.row, now()));
    case 'claim_allowed':
      return runClaimed(deps, action, plan.content, await claimAllowed(tables, { ...action, hash: plan.hash }, now()));
    case 'lapse':
      return lapse(tables, plan.row, plan.reason);
    case 'refuse':
      return refuseBlocked(tables, plan.row, now());
    case 'decline_allowed':
      return declineAllowed(tables, { ...action, hash: plan.hash }, now());
    case 'refuse_allowed':
      return refuseAllowed(tables, { ...action, hash: plan.hash }, plan.code, now());
  }
}

async function runClaimed(deps: ExecutionDeps, action: Action, content: Content, claim: Written): Promise<Written> {
  if (!claim.won || claim.row.state !== 'claimed') return claim;
  const { row } = claim;
  const { actionId, claimId } = row;
  const result = await tryEffect(deps, action, content, row);
  // What is not known rings the alarm: somebody has to look whether it was done.
  log[result.known === 'unknown' ? 'error' : 'info']('effect tried', {
    actionId,
    claimId,
    outcome: result.known,
    code: result.code,
  });
  return record(deps, row, result);
}

/** The last look at the clock and the send are one synchronous stretch: nothing may pause between them. */
async function tryEffect(
  { effect, now }: ExecutionDeps,
  action: Action,
  content: Content,
  row: ClaimedRow,
): Promise<EffectResult> {
  const begin = new Date(row.leaseUntil).getTime() - CLOCK_MARGIN_MS - EFFECT_TIMEOUT_MS;
  const time = now();
  if (time.getTime() >= begin) return { known: 'not_begun', code: 'too_late_for_lease' };
  if ('lapsesAt' in row && row.lapsesAt <= time.toISOString()) return { known: 'not_begun', code: 'approval_lapsed' };
  try {
    return await effect(content, { action, claimId: row.claimId });
  } catch (error) {
    log.error('effect threw', { actionId: row.actionId, claimId: row.claimId, ...errorFields(error) });
    return { known: 'unknown', code: 'executor_error' };
  }
}

async function record({ tables, now }: ExecutionDeps, row: ClaimedRow, result: EffectResult): Promise<Written> {
  const { code } = result;
  switch (result.known) {
    case 'done':
      return recordExecuted(tables, row, { code, providerId: result.providerId }, now());
    case 'refused':
      return recordFailed(tables, row, { code }, now());
    case 'unknown':
      return recordUncertain(tables, row, { code }, now());
    case 'not_begun':
      return row.attempt < MAX_ATTEMPTS ? giveBack(tables, row, now()) : recordFailed(tables, row, { code }, now());
  }
}
