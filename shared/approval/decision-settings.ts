import type { Action } from '../action/action.ts';
import { openContent } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import { approvalSettingsOf } from '../agent/approval-settings-of.ts';
import { type JudgeContext, judgeLasting } from '../guardrail/judge.ts';

/** How many people must agree, by the stored settings: an action item that said so could be written by its requester. */
export function peopleNeeded(agent: Agent, action: Action): number {
  return approvalSettingsOf(agent, action)?.approversNeeded ?? 1;
}

/**
 * Whether the settings block the stored content, and not only at this hour. What cannot be read is refused for that reason
 * before this counts.
 */
export function isBlockedNow(
  agent: Agent,
  { capability, content, tainted }: Action,
  context: Omit<JudgeContext, 'tainted'>,
): boolean {
  try {
    return judgeLasting(agent, openContent(capability, content), { ...context, tainted }).verdict === 'block';
  } catch {
    return true;
  }
}
