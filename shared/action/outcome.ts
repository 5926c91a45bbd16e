import type { ActionState } from './action.ts';

/** What an agent is told of an action: one stable word and a reason code, never the allow-list (P8). */
export type AgentOutcome = {
  outcome: 'executed' | 'pending_approval' | 'blocked' | 'rejected' | 'failed' | 'uncertain' | 'cancelled';
  actionId: string;
  reason?: string;
  /** In words, for the model. */
  message: string;
};

const MESSAGES: Record<AgentOutcome['outcome'], string> = {
  executed: 'Done.',
  pending_approval: 'A person must approve this first. Do not repeat it; you may be told when they have decided.',
  blocked: 'A rule forbids this. Do not try it again.',
  rejected: 'A person rejected this. Do not try it again.',
  failed: 'It was not done.',
  uncertain: 'It may or may not have been done. Do not repeat it; a person will look.',
  cancelled: 'It was withdrawn and will not be done.',
};

const OUTCOMES: Record<ActionState, AgentOutcome['outcome']> = {
  pending: 'pending_approval',
  approved: 'pending_approval',
  // Allowed, yet nothing was heard of its execution in time: whether it ran is not known here.
  allowed: 'uncertain',
  executed: 'executed',
  blocked: 'blocked',
  rejected: 'rejected',
  failed: 'failed',
  uncertain: 'uncertain',
  cancelled: 'cancelled',
};

export function agentOutcome(actionId: string, state: ActionState, reason?: string): AgentOutcome {
  const outcome = OUTCOMES[state];
  return { outcome, actionId, ...(reason ? { reason } : {}), message: MESSAGES[outcome] };
}
