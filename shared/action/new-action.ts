import type { Agent } from '../agent/agent.ts';
import type { Conversation } from '../agent/conversation.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import type { Judgement } from '../guardrail/guardrail.ts';
import { Action, dueShard, historyOf, pendingOf } from './action.ts';
import type { Capability } from './capability.ts';
import { type Content, sealContent, summarise } from './content.ts';
import { questionDue } from './question-due.ts';

/** One tool call of an agent. Run and tool call together name the action: the same call is the same action. */
export type Asked = {
  conversation: Pick<Conversation, 'agentId' | 'conversationId' | 'origin' | 'tainted' | 'chatPersonId'>;
  /** Number of the message that holds the tool call. */
  askedIn?: number;
  runId: string;
  toolCallId: string;
  capability: Capability;
  input: unknown;
  /** Of an agent built elsewhere: then `runId` is the agent's id and `toolCallId` its Idempotency-Key. */
  elsewhere?: Elsewhere;
};

/** The sweep looks at an allowed action that has not run by then. */
const RUN_WITHIN_MS = 60_000;

const STATE_BY_VERDICT = { allow: 'allowed', ask: 'pending', block: 'blocked' } as const;

/** The action that a tool call asks for, as it is judged. Pure. */
export function newAction(
  actionId: string,
  asked: Asked,
  agent: Agent,
  { content, judgement }: { content: Content; judgement: Judgement },
  now: Date,
): Action {
  const { agentId, conversationId, origin, tainted, chatPersonId } = asked.conversation;
  const { canonical, hash } = sealContent(agentId, content);
  const createdAt = now.toISOString();
  const state = STATE_BY_VERDICT[judgement.verdict];
  return Action.parse({
    ...{ kind: 'action', actionId, agentId, agentName: agent.name, capability: content.capability },
    ...{ content: canonical, hash, summary: summarise(content), state, pv: 0, round: 1, judgement },
    ...{ origin, tainted, conversationId, runId: asked.runId, toolCallId: asked.toolCallId, createdAt },
    ...{ ...(chatPersonId ? { chatPersonId } : {}), ...(asked.askedIn ? { askedIn: asked.askedIn } : {}) },
    ...(asked.elsewhere ? { elsewhere: asked.elsewhere } : {}),
    ...{ historyOf: historyOf(agentId, createdAt), historyAt: `${createdAt}#${actionId}` },
    ...(state === 'pending' ? waiting({ agentId, actionId, origin }, createdAt) : {}),
    ...(state === 'allowed'
      ? { dueShard: dueShard(actionId), dueAt: new Date(now.getTime() + RUN_WITHIN_MS).toISOString() }
      : {}),
  });
}

function waiting(action: Pick<Action, 'agentId' | 'actionId' | 'origin'>, since: string) {
  const { agentId, actionId } = action;
  const pendingAt = `${since}#${actionId}`;
  return { pendingOf: pendingOf(agentId, actionId), pendingAt, ...questionDue(action, since) };
}
