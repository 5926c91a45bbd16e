import type { Action } from '../action/action.ts';
import type { Agent } from '../agent/agent.ts';
import { approvalSettingsOf } from '../agent/approval-settings-of.ts';
import { AppError } from '../errors.ts';
import type { DecisionRequest } from './decision.ts';
import type { Click } from './decision-row.ts';

/** How long ago a sign-in may be that counts as fresh. */
const FRESH_MINUTES = 5;

/**
 * What a capability's settings ask of who lets something run: that they signed in just now, or did not ask for it
 * themselves. Rejecting and withdrawing are the safe direction and stay open to everybody who may decide.
 */
export function refuseBySettings(
  agent: Agent,
  action: Action,
  click: Click & { asked: Pick<DecisionRequest, 'verdict'> },
) {
  const { asked, by, person, now } = click;
  if (asked.verdict === 'reject' || asked.verdict === 'withdraw') return;
  const settings = approvalSettingsOf(agent, action);
  if (settings?.requesterMayNotDecide && action.chatPersonId === person.personId)
    throw new AppError('REQUESTER_MAY_NOT_DECIDE');
  const age = now.getTime() - Date.parse(by.signedInAt);
  if (settings?.stepUp && age > FRESH_MINUTES * 60_000)
    throw new AppError('STEP_UP_REQUIRED', { withinMinutes: FRESH_MINUTES });
}
