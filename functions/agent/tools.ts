import { jsonSchema, type ToolSet, tool } from 'ai';
import { EmailInput } from '#shared/action/email-content.ts';
import { HttpInput } from '#shared/action/http-content.ts';
import { CallInput, SmsInput } from '#shared/action/phone-content.ts';
import type { Agent } from '#shared/agent/agent.ts';

const BUILT_IN = {
  send_email: tool({ description: 'Send an email.', inputSchema: EmailInput }),
  send_sms: tool({ description: 'Send a text message to a phone.', inputSchema: SmsInput }),
  make_call: tool({ description: 'Call a phone and say something.', inputSchema: CallInput }),
  http_request: tool({ description: 'Send one HTTP request.', inputSchema: HttpInput }),
};

/**
 * What the agent's settings offer it: the capabilities that it has, and each custom tool by its own name. What is switched
 * off is among them, for the gate to say so. No `execute`: a tool call is carried out by the gate, after it was stored.
 */
export function toolsOf({ capabilities }: Agent): ToolSet {
  const has = new Map<string, unknown>(Object.entries(capabilities));
  const builtIn = Object.entries(BUILT_IN).filter(([name]) => has.get(name));
  // Not checked by the SDK, so that the gate says what is wrong with a call, as it does for people's edits.
  const custom = capabilities.tools.map(({ name, description, inputSchema }) => {
    return [name, tool({ description, inputSchema: jsonSchema(inputSchema) })] as const;
  });
  return Object.fromEntries([...builtIn, ...custom]);
}
