import { jsonSchema, type ToolSet, tool } from 'ai';
import { EmailInput } from '#shared/action/email-content.ts';
import { HttpInput } from '#shared/action/http-content.ts';
import { CallInput, SmsInput } from '#shared/action/phone-content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { usableOf } from '#shared/guardrail/effective.ts';
import type { Toggled } from '#shared/guardrail/inherit.ts';

const BUILT_IN = {
  send_email: tool({ description: 'Send an email.', inputSchema: EmailInput }),
  send_sms: tool({ description: 'Send a text message to a phone.', inputSchema: SmsInput }),
  make_call: tool({ description: 'Call a phone and say something.', inputSchema: CallInput }),
  http_request: tool({ description: 'Send one HTTP request.', inputSchema: HttpInput }),
};

/**
 * What a model is offered: exactly what the agent can use now, with what workspace and team say, and each custom tool by its
 * own name. No `execute`: a tool call is carried out by the gate, after it was stored, and the gate judges it by itself.
 */
export function toolsOf(agent: Agent, toggled: Toggled): ToolSet {
  const usable = usableOf({ agent, toggled });
  const builtIn = Object.entries(BUILT_IN).filter(([name]) => usable.includes(name));
  const own = agent.capabilities.tools.filter(({ name }) => usable.includes(name));
  // Not checked by the SDK, so that the gate says what is wrong with a call, as it does for people's edits.
  const custom = own.map(({ name, description, inputSchema }) => {
    return [name, tool({ description, inputSchema: jsonSchema(inputSchema) })] as const;
  });
  return Object.fromEntries([...builtIn, ...custom]);
}
