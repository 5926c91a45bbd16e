import { fileRefusal } from '../files/require-stored-files.ts';
import { isLimitRule } from '../guardrail/limits.ts';
import type { ActionState } from './action.ts';
import type { Answer } from './answer.ts';

/** What an agent is told of an action: one stable word and a reason code, never the allow-list (P8). */
export type AgentOutcome = {
  outcome: 'executed' | 'pending_approval' | 'blocked' | 'limited' | 'rejected' | 'failed' | 'uncertain' | 'cancelled';
  actionId: string;
  reason?: string;
  /** In words, for the model. */
  message: string;
  /** What came back from outside: to be given to a model as data only. */
  answer?: Answer;
};

const MESSAGES: Record<AgentOutcome['outcome'], string> = {
  executed: 'Done.',
  pending_approval: 'A person must approve this first. Do not repeat it; you may be told when they have decided.',
  blocked: 'A rule forbids this. Do not try it again.',
  limited: 'This was asked for as often as it may be in one day. Do not repeat it today.',
  rejected: 'A person rejected this. Do not try it again.',
  failed: 'It was not done.',
  uncertain: 'It may or may not have been done. Do not repeat it; a person will look.',
  cancelled: 'It was withdrawn and will not be done.',
};

/** Of what is allowed and has not ended. None of the words above fits better than that nobody knows yet. */
const NOT_ENDED = 'It has not ended yet. Do not repeat it; you will be told how it ended.';

const OUTCOMES: Record<ActionState, AgentOutcome['outcome']> = {
  pending: 'pending_approval',
  approved: 'pending_approval',
  allowed: 'uncertain',
  executed: 'executed',
  blocked: 'blocked',
  rejected: 'rejected',
  failed: 'failed',
  uncertain: 'uncertain',
  cancelled: 'cancelled',
};

export function agentOutcome(actionId: string, state: ActionState, reason?: string): AgentOutcome {
  const outcome = state === 'blocked' && isLimitRule(reason) ? 'limited' : OUTCOMES[state];
  const message =
    state === 'allowed'
      ? NOT_ENDED
      : (fileRefusal(reason) ?? whyFailed(reason) ?? whyNotNow(state, reason) ?? MESSAGES[outcome]);
  return { outcome, actionId, ...(reason ? { reason } : {}), message };
}

function whyFailed(reason: string | undefined): string | undefined {
  return reason === 'tool_changed' ? 'It was not done: the tool was changed since. Ask for it again.' : undefined;
}

/** Of what is blocked and will not always be. */
function whyNotNow(state: ActionState, reason: string | undefined): string | undefined {
  if (state !== 'blocked') return undefined;
  if (reason === 'limit_per_hour')
    return 'This was asked for as often as it may be in one hour. Do not repeat it in this one.';
  if (reason === 'outside_hours') return 'This may not be done at this time. Do not repeat it now.';
  return reason === 'agent_paused' ? 'People have paused you. Do not try it again.' : undefined;
}
