import type { Action } from '../action/action.ts';
import { type Content, hashOf, openContent } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import type { Verdict } from '../guardrail/guardrail.ts';
import { nextOpening } from '../guardrail/hours.ts';
import { capabilitiesOf } from '../guardrail/inherit.ts';
import { judge, judgeLasting } from '../guardrail/judge.ts';
import { usageOf } from '../guardrail/usage.ts';
import { after, keyLives } from '../ledger/authority.ts';
import type { DeclaredKey, KeyLoss } from '../ledger/declared-key.ts';
import type { ApprovedRow, LedgerRow, RefusalCode } from '../ledger/ledger.ts';
import type { LapseReason } from '../ledger/transitions.ts';
import type { WorkspaceSettings } from '../workspace/settings.ts';

/** What an executor read, consistently, right before it would claim. */
export type Situation = {
  now: Date;
  action: Action;
  agent: Agent | undefined;
  settings: WorkspaceSettings;
  /** Where the system's own emails come from, to an executor of emails. */
  systemSender?: string | undefined;
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
  /** Approved, and outside the hours of its capability: looked at again by then. */
  | { do: 'wait'; row: ApprovedRow; until: string }
  | { do: 'claim'; row: ApprovedRow; content: Content; key: DeclaredKey | undefined }
  | { do: 'claim_allowed'; content: Content; hash: string; key: DeclaredKey | undefined }
  | { do: 'lapse'; row: ApprovedRow; reason: LapseReason }
  | { do: 'expire'; row: ApprovedRow; code: KeyLoss }
  | { do: 'refuse'; row: ApprovedRow; code: RefusalCode }
  | { do: 'decline_allowed'; hash: string }
  | { do: 'refuse_allowed'; hash: string; code: RefusalCode };

/** The key that the other side knows a repeated try of this content by, as the settings say now; undefined for none. */
export type KeyOf = (content: Content, agent: Agent) => DeclaredKey | undefined;

/** What to do with an action now: read, hash, hold, judge, and only then claim. Pure. */
export function planExecution(situation: Situation, keyOf: KeyOf = noKey): Plan {
  return situation.row ? planRow(situation, situation.row, keyOf) : planAllowed(situation, keyOf);
}

function planRow(situation: Situation, row: LedgerRow, keyOf: KeyOf): Plan {
  const { now, action } = situation;
  if (row.state !== 'approved') return { do: 'stop', why: row.state };
  // Executors may write `state` and not `stopped`: what a person ended and is approved again was forged.
  if ('stopped' in row && row.stopped) return { do: 'stop', why: 'forged' };
  const time = now.toISOString();
  if (row.notBefore && row.notBefore > time) return { do: 'stop', why: 'backing_off' };
  if (row.maybeBegun && !keyLives(row.keyUntil, now)) return { do: 'expire', row, code: 'key_expired' };
  if ('lapsesAt' in row && row.lapsesAt && row.lapsesAt <= time) return { do: 'lapse', row, reason: 'approval_lapsed' };
  if (situation.executedElsewhere) return { do: 'lapse', row, reason: 'executed_meanwhile' };
  const content = readable(action);
  if (!content || content.hash !== row.hash) return { do: 'lapse', row, reason: 'content_changed' };
  if (isHeld(situation)) return { do: 'stop', why: 'held' };
  const { verdict, code, opensAt } = judgementNow(situation, content.value);
  if (verdict === 'block') return { do: 'refuse', row, code };
  // Nobody approved what the guardrail allowed, so it must allow it still; and where a person spoke, the person counts.
  if (situation.byGuardrail && (verdict !== 'allow' || situation.rounds.length > 0))
    return { do: 'lapse', row, reason: 'asks_now' };
  if (opensAt) return { do: 'wait', row, until: soonest(opensAt, row, now) };
  const key = keyNow(situation, content.value, keyOf);
  // Sent otherwise than before, the same key may be new to the other side.
  if (row.maybeBegun && (key === undefined || key.print !== row.keyPrint))
    return { do: 'expire', row, code: 'key_changed' };
  return { do: 'claim', row, content: content.value, key };
}

/** An `allowed` action without a row: judged again from the stored settings, on the content that will run. */
function planAllowed(situation: Situation, keyOf: KeyOf): Plan {
  const { action, rounds, byGuardrail } = situation;
  if (!byGuardrail) return { do: 'stop', why: 'no_decision' };
  if (action.state !== 'allowed' || rounds.length > 0) return { do: 'stop', why: 'not_allowed' };
  const content = readable(action);
  if (!content) return { do: 'refuse_allowed', hash: action.hash, code: 'content_damaged' };
  if (isHeld(situation)) return { do: 'stop', why: 'held' };
  const { hash, value } = content;
  const { verdict, code, opensAt } = judgementNow(situation, value);
  if (opensAt && verdict === 'allow') return { do: 'stop', why: 'outside_hours' };
  if (verdict === 'allow') return { do: 'claim_allowed', content: value, hash, key: keyNow(situation, value, keyOf) };
  return verdict === 'ask' ? { do: 'decline_allowed', hash } : { do: 'refuse_allowed', hash, code };
}

/** A pause holds too: what it stops is what the agent asks for, and this was asked for before. */
function isHeld({ settings, agent }: Situation): boolean {
  return settings.hold || agent?.hold === true || agent?.paused === true;
}

type Now = { verdict: Verdict; code: RefusalCode; opensAt?: Date };

/**
 * No agent any more is a block: nobody is left who could answer for it. `code`: why, if it is blocked. `opensAt`: it is
 * blocked by its hours and nothing else, until then; the verdict is the one that it will have.
 */
function judgementNow({ agent, action, settings, systemSender, now }: Situation, content: Content): Now {
  if (!agent) return { verdict: 'block', code: 'blocked_by_policy' };
  const context = { tainted: action.tainted, systemSender, settings, now };
  const judged = judge(agent, content, context);
  const lasting = judgeLasting(agent, content, context);
  const isClosed = judged.verdict === 'block' && lasting.verdict !== 'block';
  const { verdict, rule } = isClosed ? lasting : judged;
  const { hours } = usageOf(capabilitiesOf(agent, settings), content);
  const code = rule === 'tool_changed' ? rule : 'blocked_by_policy';
  return { verdict, code, ...(isClosed && hours ? { opensAt: nextOpening(hours, now) } : {}) };
}

/** Settings may change meanwhile, and an approval lapses: then it is looked at again before the hours begin. */
const LOOK_AGAIN_MS = 15 * 60_000;

function soonest(opensAt: Date, row: ApprovedRow, now: Date): string {
  const times = [opensAt.toISOString(), after(now, LOOK_AGAIN_MS), ...('lapsesAt' in row ? [row.lapsesAt] : [])];
  return times.toSorted()[0] ?? after(now, LOOK_AGAIN_MS);
}

function keyNow({ agent }: Situation, content: Content, keyOf: KeyOf): DeclaredKey | undefined {
  return agent && keyOf(content, agent);
}

const noKey: KeyOf = () => undefined;

/** The stored content and the hash that it has now, or undefined when it was damaged. */
function readable(action: Action): { value: Content; hash: string } | undefined {
  try {
    const value = openContent(action.capability, action.content);
    return { value, hash: hashOf(action.agentId, action.capability, action.content) };
  } catch {
    return undefined;
  }
}
