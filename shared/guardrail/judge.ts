import type { Content } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import { type Judgement, type Reason, summarise, withReason } from './guardrail.ts';
import { isOpen } from './hours.ts';
import { blockedFromAbove, capabilitiesOf, type Toggled } from './inherit.ts';
import { judgeEmail } from './judge-email.ts';
import { blockForeignFiles } from './judge-files.ts';
import { judgeHttp } from './judge-http.ts';
import { judgePhone } from './judge-phone.ts';
import type { RunContext } from './judge-recipients.ts';
import { blockImpersonation } from './judge-sender.ts';
import { judgeTool } from './judge-tool.ts';
import { usageOf } from './usage.ts';

/** What a judgement depends on besides the agent's settings and the content. */
export type JudgeContext = RunContext & {
  now: Date;
  /** What workspace and teams turned on and off. */
  settings: Toggled;
};

type Judged = Pick<Agent, 'agentId' | 'name' | 'teamId' | 'paused' | 'capabilities'>;

/**
 * What the settings of workspace, team and agent say of this content now. Pure, and the only way from an action to a
 * verdict; what each of them says is a reason, and the strictest wins. How often the agent asked is no part of it: limits
 * are counted where an action is stored, once (`shared/limit`).
 */
export function judge(agent: Judged, content: Content, context: JudgeContext): Judgement {
  const capabilities = capabilitiesOf(agent, context.settings);
  const lasting = judgeWith(agent, capabilities, content, context);
  return passing(agent, capabilities, content, context).reduce(withReason, lasting);
}

/**
 * The same without what passes by itself: that the agent is paused, or that it is outside its hours. That blocks what is
 * asked for; what a person decides on, or approved, waits for it instead of being refused for good.
 */
export function judgeLasting(agent: Judged, content: Content, context: JudgeContext): Judgement {
  return judgeWith(agent, capabilitiesOf(agent, context.settings), content, context);
}

function judgeWith(
  agent: Judged,
  capabilities: Agent['capabilities'],
  content: Content,
  context: JudgeContext,
): Judgement {
  const above = blockedFromAbove(agent, context.settings, content.capability);
  if (above) return summarise([{ rule: above, verdict: 'block' }]);
  return judgeContent(agent, capabilities, content, context);
}

function passing(
  { paused }: Judged,
  capabilities: Agent['capabilities'],
  content: Content,
  { now }: JudgeContext,
): Reason[] {
  const { hours } = usageOf(capabilities, content);
  return [
    ...(paused ? [{ rule: 'agent_paused' as const, verdict: 'block' as const }] : []),
    ...(hours && !isOpen(hours, now) ? [{ rule: 'outside_hours' as const, verdict: hours.outside }] : []),
  ];
}

function judgeContent(
  { agentId, name }: Judged,
  capabilities: Agent['capabilities'],
  content: Content,
  context: RunContext,
): Judgement {
  switch (content.capability) {
    case 'send_email':
      return blockForeignFiles(
        agentId,
        content.input.attachments ?? [],
        blockImpersonation(
          content.input,
          { name, systemSender: context.systemSender },
          judgeEmail(capabilities.send_email, content.input, context),
        ),
      );
    case 'send_sms':
      return judgePhone(capabilities.send_sms, content.input, context);
    case 'make_call':
      return judgePhone(capabilities.make_call, content.input, context);
    case 'http_request':
      return judgeHttp(capabilities.http_request, content.input, context);
    case 'use_tool':
      return judgeTool(capabilities.tools, content.input, context);
  }
}
