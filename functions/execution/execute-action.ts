import type { Action } from '#shared/action/action.ts';
import type { Content } from '#shared/action/content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { type Plan, planExecution } from '#shared/execution/plan-execution.ts';
import { CLOCK_MARGIN_MS, EFFECT_TIMEOUT_MS, keyLives } from '#shared/ledger/authority.ts';
import { withRow } from '#shared/ledger/fold.ts';
import { claimAllowed, declineAllowed, refuseAllowed } from '#shared/ledger/guardrail-transitions.ts';
import { actionIdOf, type ClaimedRow, type RowKey } from '#shared/ledger/ledger.ts';
import type { Written } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import { claimApproved, expireKey, lapse, refuseBlocked } from '#shared/ledger/transitions.ts';
import { errorFields, log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';
import { readSituation } from './read-situation.ts';
import { recordResult } from './record-result.ts';

/** What is known after one try of an effect. When in doubt: `unknown`. */
export type EffectResult =
  | { known: 'done'; providerId: string; code: string }
  /** Refused for good. */
  | { known: 'refused'; code: string }
  /** Surely not begun, and worth another try. */
  | { known: 'not_begun'; code: string }
  | { known: 'unknown'; code: string };

/** What an effect knows of the attempt that it makes. */
export type Attempt = {
  action: Action;
  /** As it was read for this attempt: an effect reads nothing more of our tables between the claim and the send. */
  agent: Agent;
  claimId: string;
  /** 0 for what the guardrail allowed. */
  round: number;
  /** `<actionId>#<round>`: the same in every attempt of one approval, another one when it is sent again. */
  idempotencyKey: string;
  /** Set where an earlier attempt went by this key: until when the provider knows it. */
  keyUntil: string | undefined;
};

/** Carries content out, once, without retries. It must not throw: it knows best what an error means. */
export type Effect = (content: Content, about: Attempt) => Promise<EffectResult>;

/**
 * For an effect that its provider does once for each `idempotencyKey`: how long the provider remembers a key, in
 * milliseconds. Undefined for content whose effect has no such key.
 */
export type KeyLife = (content: Content, agent: Agent) => number | undefined;

export type ExecutionDeps = { tables: Tables; now: () => Date; effect: Effect; keyLifeMs?: KeyLife };

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
  if (plan.do === 'stop' && plan.why === 'forged')
    log.error('a stopped row was made approved', { actionId, round: key.round });
  if (plan.do === 'stop') return { state: situation.row?.state ?? plan.why };
  const written = await carryOut(deps, situation, plan);
  // A row that vanished is nothing to show from memory; otherwise the rows are known and need no second reading.
  await projectAction(tables, situation.action, now(), written.row && withRow(situation.rows, written.row));
  return { state: written.row?.state ?? 'unknown' };
}

type Read = { action: Action; agent: Agent | undefined };

async function carryOut(deps: ExecutionDeps, read: Read, plan: Exclude<Plan, { do: 'stop' }>): Promise<Written> {
  const { tables, now } = deps;
  const { action } = read;
  switch (plan.do) {
    case 'claim':
      return runClaimed(
        deps,
        read,
        plan.content,
        await claimApproved(tables, plan.row, now(), keyLife(deps, read, plan)),
      );
    case 'claim_allowed': {
      const allowed = { ...action, hash: plan.hash };
      return runClaimed(
        deps,
        read,
        plan.content,
        await claimAllowed(tables, allowed, now(), keyLife(deps, read, plan)),
      );
    }
    case 'lapse':
      return lapse(tables, plan.row, plan.reason, now());
    case 'expire':
      return expireKey(tables, plan.row, now());
    case 'refuse':
      return refuseBlocked(tables, plan.row, now());
    case 'decline_allowed':
      return declineAllowed(tables, { ...action, hash: plan.hash }, now());
    case 'refuse_allowed':
      return refuseAllowed(tables, { ...action, hash: plan.hash }, plan.code, now());
  }
}

function keyLife({ keyLifeMs }: ExecutionDeps, { agent }: Read, { content }: { content: Content }): number | undefined {
  return agent && keyLifeMs?.(content, agent);
}

async function runClaimed(deps: ExecutionDeps, read: Read, content: Content, claim: Written): Promise<Written> {
  if (!claim.won || claim.row.state !== 'claimed') return claim;
  const { row } = claim;
  const { actionId, claimId } = row;
  const result = await tryEffect(deps, read, content, row);
  // What is not known rings the alarm: somebody has to look whether it was done.
  log[result.known === 'unknown' ? 'error' : 'info']('effect tried', {
    actionId,
    claimId,
    outcome: result.known,
    code: result.code,
  });
  return recordResult(deps, row, result);
}

/** A claim may have waited since it was planned: its lease, its approval and its key must each outlast the effect. */
function whyTooLate(row: ClaimedRow, now: Date): string | undefined {
  const begin = new Date(row.leaseUntil).getTime() - CLOCK_MARGIN_MS - EFFECT_TIMEOUT_MS;
  if (now.getTime() >= begin) return 'too_late_for_lease';
  if ('lapsesAt' in row && row.lapsesAt <= now.toISOString()) return 'approval_lapsed';
  return row.maybeBegun && !keyLives(row.keyUntil, now) ? 'key_expired' : undefined;
}

/** The last look at the clock and the send are one synchronous stretch: nothing may pause between them. */
async function tryEffect(
  { effect, now }: ExecutionDeps,
  { action, agent }: Read,
  content: Content,
  row: ClaimedRow,
): Promise<EffectResult> {
  const tooLate = whyTooLate(row, now());
  if (tooLate) return { known: 'not_begun', code: tooLate };
  if (!agent) return { known: 'not_begun', code: 'unknown_agent' };
  try {
    const { claimId, round, actionId, keyUntil } = row;
    return await effect(content, { action, agent, claimId, round, keyUntil, idempotencyKey: `${actionId}#${round}` });
  } catch (error) {
    log.error('effect threw', { actionId: row.actionId, claimId: row.claimId, ...errorFields(error) });
    return { known: 'unknown', code: 'executor_error' };
  }
}
