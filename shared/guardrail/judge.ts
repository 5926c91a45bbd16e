import type { Content } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import type { Judgement } from './guardrail.ts';
import { type JudgeContext, judgeEmail } from './judge-email.ts';

/** What the agent's settings say of this content. Pure, and the only way from an action to a verdict. */
export function judge(agent: Agent, content: Content, context: JudgeContext): Judgement {
  return judgeEmail(agent.capabilities.send_email, content.input, context);
}
