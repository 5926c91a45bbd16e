import { Action } from '#shared/action/action.ts';
import { actionKey } from '#shared/action/action-table.ts';
import type { Message } from '#shared/agent/conversation.ts';
import { readMessages } from '#shared/agent/message-table.ts';
import type { Caller } from '#shared/people/caller.ts';
import { readItems } from '#shared/read-items.ts';
import type { ShownConversation } from '#shared/routes/conversation-routes.ts';
import type { WorkTable } from '#shared/tables.ts';
import { awaitNewer } from './await-newer.ts';
import { actionIdsOf, toEntries } from './conversation-entries.ts';
import { openConversation } from './open-conversation.ts';
import { nextStep } from './thread.ts';

type ShowDeps = { tables: WorkTable; now: () => Date };
type Asked = { after: number; wait: number };

/** Bytes of messages. Lambda passes on 6 MB, and JSON inside its answer is escaped once more. */
const MAX_SHOWN = 2_500_000;

/** Messages before those that were asked for. */
const LOOK_BACK = 100;

/** An answer is expected by then; the sweep has woken the agent again. */
const DELAYED_MS = 3 * 60_000;

/**
 * A conversation, or what came after a message of it, for whoever may see it. With `wait` it answers when there is
 * something, so that a page follows a chat without asking all the time.
 */
export async function showConversation(
  { tables, now }: ShowDeps,
  by: Caller,
  conversationId: string,
  { after, wait }: Asked = { after: 0, wait: 0 },
): Promise<ShownConversation> {
  let opened = await openConversation(tables, by, conversationId);
  if (wait > 0 && opened.conversation.lastSeq <= after) {
    await awaitNewer(tables, conversationId, { after, waitMs: wait * 1000 });
    // Anew, rights too: they may have been taken away meanwhile.
    opened = await openConversation(tables, by, conversationId);
  }
  const { conversation, agent, mayWrite, mayDecide } = opened;
  // What the agent still has to do, and what it waits for, is seen from some messages before those too.
  const messages = await readMessages(tables, conversationId, Math.max(0, after - LOOK_BACK));
  const shown = newest(messages.filter(({ seq }) => seq > after));
  const actions = await readActionsOf(tables, messages);
  const { title = conversation.trigger.name, origin, trigger, tainted, createdAt, chatPersonId } = conversation;
  const earlier = after > 0 ? 0 : messages.length - shown.length;
  return {
    ...{ conversationId, agentId: agent.agentId, agentName: agent.name, title, origin, trigger, tainted, createdAt },
    ...(chatPersonId ? { personId: chatPersonId } : {}),
    ...{ mayWrite, mayDecide, lastSeq: messages.at(-1)?.seq ?? conversation.lastSeq },
    state: stateOf(messages, [...actions.values()], agent.paused, now()),
    entries: shown.flatMap((message) => toEntries(message, actions)),
    ...(earlier > 0 ? { earlier } : {}),
  };
}

function newest(messages: Message[]): Message[] {
  let bytes = 0;
  const from = messages.findLastIndex(({ text = '', data = '', step = '' }) => {
    bytes += Buffer.byteLength(text + data + step);
    return bytes > MAX_SHOWN;
  });
  return messages.slice(from + 1);
}

async function readActionsOf(tables: WorkTable, messages: Message[]): Promise<Map<string, Action>> {
  const ids = [...new Set(messages.flatMap(actionIdsOf))];
  const actions = await readItems(tables, ids.map(actionKey), Action);
  return new Map(actions.map((action) => [action.actionId, action]));
}

function stateOf(messages: Message[], actions: Action[], isPaused: boolean, now: Date): ShownConversation['state'] {
  if (nextStep(messages).do !== 'rest') {
    if (isPaused) return 'paused';
    const since = Date.parse(messages.at(-1)?.at ?? '');
    return now.getTime() - since > DELAYED_MS ? 'delayed' : 'answering';
  }
  return actions.some(({ state }) => state === 'pending') ? 'waiting' : 'idle';
}
