import type { Content } from '../action/content.ts';
import type { Agent } from '../agent/agent.ts';
import type { Judgement } from './guardrail.ts';
import { judgeEmail } from './judge-email.ts';
import { blockForeignFiles } from './judge-files.ts';
import { judgeHttp } from './judge-http.ts';
import { judgePhone } from './judge-phone.ts';
import type { JudgeContext } from './judge-recipients.ts';
import { judgeTool } from './judge-tool.ts';

/** What the agent's settings say of this content. Pure, and the only way from an action to a verdict. */
export function judge({ agentId, capabilities }: Agent, content: Content, context: JudgeContext): Judgement {
  switch (content.capability) {
    case 'send_email':
      return blockForeignFiles(
        agentId,
        content.input.attachments ?? [],
        judgeEmail(capabilities.send_email, content.input, context),
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
