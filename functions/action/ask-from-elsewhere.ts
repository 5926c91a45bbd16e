import { capabilityOf } from '#shared/action/capability-of.ts';
import type { AgentOutcome } from '#shared/action/outcome.ts';
import { type GateDeps, requestAction } from '#shared/action/request-action.ts';
import type { Agent } from '#shared/agent/agent.ts';
import type { AgentKey } from '#shared/elsewhere/agent-key.ts';
import { elsewhereConversation } from '#shared/elsewhere/elsewhere.ts';

/** What an agent built elsewhere asks for, and how it names that. */
export type AskedElsewhere = {
  /** A capability, or a tool by its name. */
  name: string;
  input: unknown;
  idempotencyKey: string;
  label?: string | undefined;
  says?: string | undefined;
  callsBack: boolean;
};

/**
 * Through the same gate as everybody. Agent and Idempotency-Key name the action: asked for again it is the same one, and
 * with another content it is a conflict.
 */
export async function askFromElsewhere(
  deps: GateDeps,
  { agent, key }: { agent: Agent; key: AgentKey },
  { name, input, idempotencyKey, label, says, callsBack }: AskedElsewhere,
): Promise<AgentOutcome> {
  const { agentId } = agent;
  const asked = capabilityOf(agent, name, input);
  if (!asked) return NO_SUCH_CAPABILITY;
  const conversationId = elsewhereConversation(agentId, label ?? idempotencyKey, callsBack);
  return requestAction(deps, {
    ...asked,
    conversation: { agentId, conversationId, origin: 'background', tainted: false },
    runId: agentId,
    toolCallId: idempotencyKey,
    elsewhere: {
      ...{ keyId: key.keyId, keyName: key.name },
      ...(label ? { label } : {}),
      ...(says ? { says } : {}),
    },
  });
}

const NO_SUCH_CAPABILITY: AgentOutcome = {
  ...{ outcome: 'blocked', actionId: '', reason: 'unknown_capability' },
  message: 'This agent has no such capability or tool. Nothing was done.',
};
