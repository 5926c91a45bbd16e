import type { Tool } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { EmailInput } from '#shared/action/email-content.ts';
import { HttpInput } from '#shared/action/http-content.ts';
import { CallInput, SmsInput } from '#shared/action/phone-content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { usableOf } from '#shared/guardrail/effective.ts';
import type { Toggled } from '#shared/guardrail/inherit.ts';

export const GET_ACTION = 'get_action';

/** A property that every tool has besides its own: what people are shown as the agent's own words. */
const BECAUSE = 'because';

const BUILT_IN = {
  send_email: { description: 'Send an email.', input: EmailInput },
  send_sms: { description: 'Send a text message to a phone.', input: SmsInput },
  make_call: { description: 'Call a phone and say something.', input: CallInput },
  http_request: { description: 'Send one HTTP request.', input: HttpInput },
};

/** What the agent can use now, each custom tool by its own name, and how to look at what was asked for. */
export function toolsFor(agent: Agent, toggled: Toggled): Tool[] {
  const usable = usableOf({ agent, toggled });
  const builtIn = Object.entries(BUILT_IN).filter(([name]) => usable.includes(name));
  const custom = agent.capabilities.tools.filter(({ name }) => usable.includes(name) && name !== GET_ACTION);
  return [
    ...builtIn.map(([name, { description, input }]) =>
      asking(name, description, z.toJSONSchema(input, { io: 'input' })),
    ),
    ...custom.map(({ name, description, inputSchema }) => asking(name, description, inputSchema)),
    LOOKING,
  ];
}

function asking(name: string, description: string, schema: Record<string, unknown>): Tool {
  const properties = (schema.properties ?? {}) as Record<string, object>;
  return {
    name,
    description: `${description} A person may have to approve it first: then the result is pending_approval.`,
    inputSchema: {
      ...(schema as Tool['inputSchema']),
      type: 'object',
      properties: { ...properties, ...(BECAUSE in properties ? {} : { [BECAUSE]: WHY }) },
    },
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  };
}

/** What a tool call really asks for, and why: a tool with a property of that name of its own keeps it. */
export function readGiven({ capabilities }: Agent, name: string, given: Record<string, unknown>) {
  const tool = capabilities.tools.find((one) => one.name === name);
  if (BECAUSE in ((tool?.inputSchema.properties ?? {}) as object)) return { input: given, because: undefined };
  const { [BECAUSE]: because, ...input } = given;
  const says = typeof because === 'string' ? because.trim().slice(0, 1_000).toWellFormed() : '';
  return { input, because: says || undefined };
}

const WHY = {
  type: 'string',
  maxLength: 1_000,
  description: 'Why you ask, in a sentence or two. The person who decides is shown it as your own words.',
};

const LOOKING: Tool = {
  name: GET_ACTION,
  description: 'Says what became of an action that you asked for. It changes nothing.',
  inputSchema: {
    type: 'object',
    properties: {
      actionId: { type: 'string', description: 'From the result that said pending_approval.' },
      waitSeconds: { type: 'number', minimum: 0, maximum: 20, description: 'Wait so long for its end.' },
    },
    required: ['actionId'],
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};
