import type { Action } from '../action/action.ts';
import { type Content, hashOf, openContent } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import type { Verdict } from '../guardrail/guardrail.ts';
import { judge } from '../guardrail/judge.ts';
import { keyLives } from '../ledger/authority.ts';
import type { ApprovedRow, LedgerRow, RefusalCode } from '../ledger/ledger.ts';
import type { LapseReason } from '../ledger/transitions.ts';
import type { WorkspaceSettings } from '../workspace/settings.ts';

/** What an executor read, consistently, right before it would claim. */
export type Situation = {
  now: Date;
  action: Action;
  agent: Agent | undefined;
  settings: WorkspaceSettings;
  /** Rows that people made for this action. */
  rounds: LedgerRow[];
  /** The row to execute; undefined for an allowed action that has none yet. */
  row: LedgerRow | undefined;
  /** Another row of this action executed: evidence for it came after a person said "send again". */
  executedElsewhere?: boolean;
  /** Whether the row is, or would be, the guardrail's own. */
  byGuardrail: boolean;
};

export type Plan =
  /** Nothing to do: settled, claimed by another, held, or not due. */
  | { do: 'stop'; why: string }
  | { do: 'claim'; row: ApprovedRow; content: Content }
  | { do: 'claim_allowed'; content: Content; hash: string }
  | { do: 'lapse'; row: ApprovedRow; reason: LapseReason }
  | { do: 'expire'; row: ApprovedRow }
  | { do: 'refuse'; row: ApprovedRow }
  | { do: 'decline_allowed'; hash: string }
  | { do: 'refuse_allowed'; hash: string; code: RefusalCode };

/** What to do with an action now: read, hash, hold, judge, and only then claim. Pure. */
export function planExecution(situation: Situation): Plan {
  return situation.row ? planRow(situation, situation.row) : planAllowed(situation);
}

function planRow(situation: Situation, row: LedgerRow): Plan {
  const { now, action } = situation;
  if (row.state !== 'approved') return { do: 'stop', why: row.state };
  // Executors may write `state` and not `stopped`: what a person ended and is approved again was forged.
  if ('stopped' in row && row.stopped) return { do: 'stop', why: 'forged' };
  const time = now.toISOString();
  if (row.notBefore && row.notBefore > time) return { do: 'stop', why: 'backing_off' };
  if (row.maybeBegun && !keyLives(row.keyUntil, now)) return { do: 'expire', row };
  if ('lapsesAt' in row && row.lapsesAt && row.lapsesAt <= time) return { do: 'lapse', row, reason: 'approval_lapsed' };
  if (situation.executedElsewhere) return { do: 'lapse', row, reason: 'executed_meanwhile' };
  const content = readable(action);
  if (!content || content.hash !== row.hash) return { do: 'lapse', row, reason: 'content_changed' };
  if (isHeld(situation)) return { do: 'stop', why: 'held' };
  const verdict = verdictNow(situation, content.value);
  if (verdict === 'block') return { do: 'refuse', row };
  // Nobody approved what the guardrail allowed, so it must allow it still; and where a person spoke, the person counts.
  if (situation.byGuardrail && (verdict !== 'allow' || situation.rounds.length > 0))
    return { do: 'lapse', row, reason: 'asks_now' };
  return { do: 'claim', row, content: content.value };
}

/** An `allowed` action without a row: judged again from the stored settings, on the content that will run. */
function planAllowed(situation: Situation): Plan {
  const { action, rounds, byGuardrail } = situation;
  if (!byGuardrail) return { do: 'stop', why: 'no_decision' };
  if (action.state !== 'allowed' || rounds.length > 0) return { do: 'stop', why: 'not_allowed' };
  const content = readable(action);
  if (!content) return { do: 'refuse_allowed', hash: action.hash, code: 'content_damaged' };
  if (isHeld(situation)) return { do: 'stop', why: 'held' };
  const verdict = verdictNow(situation, content.value);
  if (verdict === 'allow') return { do: 'claim_allowed', content: content.value, hash: content.hash };
  if (verdict === 'ask') return { do: 'decline_allowed', hash: content.hash };
  return { do: 'refuse_allowed', hash: content.hash, code: 'blocked_by_policy' };
}

function isHeld({ settings, agent }: Situation): boolean {
  return settings.hold || agent?.hold === true;
}

/** No agent any more is a block: nobody is left who could answer for it. */
function verdictNow({ agent, action }: Situation, content: Content): Verdict {
  return agent ? judge(agent, content, { tainted: action.tainted }).verdict : 'block';
}

/** The stored content and the hash that it has now, or undefined when it was damaged. */
function readable(action: Action): { value: Content; hash: string } | undefined {
  try {
    const value = openContent(action.capability, action.content);
    return { value, hash: hashOf(action.agentId, action.capability, action.content) };
  } catch {
    return undefined;
  }
}
