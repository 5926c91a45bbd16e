import type { Action } from '../action/action.ts';
import { openContent } from '../action/content.ts';
import type { Agent } from './agent.ts';

type ApprovalSettings = {
  notifyAgentDefault: boolean;
  approversNeeded: number;
  stepUp?: boolean | undefined;
  requesterMayNotDecide?: boolean | undefined;
};

/**
 * What the agent's settings say of approvals of this action: those of its capability or, for a custom tool, of the tool
 * that the stored content names. Undefined when there are none any more, or the content cannot be read.
 */
export function approvalSettingsOf(
  { capabilities }: Agent,
  { capability, content }: Pick<Action, 'capability' | 'content'>,
): ApprovalSettings | undefined {
  if (capability !== 'use_tool') return capabilities[capability];
  const tool = toolOf(content);
  return capabilities.tools.find(({ name }) => name === tool);
}

function toolOf(canonical: string): string | undefined {
  try {
    const opened = openContent('use_tool', canonical);
    return opened.capability === 'use_tool' ? opened.input.tool : undefined;
  } catch {
    return undefined;
  }
}
