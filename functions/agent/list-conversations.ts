import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type HistoryKey, newestKeys } from '#shared/action/history-table.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { Conversation, chatsOf, conversationsOf, Trigger } from '#shared/agent/conversation.ts';
import { conversationKey } from '#shared/agent/conversation-table.ts';
import { mayDecide } from '#shared/people/access.ts';
import type { Person } from '#shared/people/person.ts';
import { readItems } from '#shared/read-items.ts';
import type { ConversationItem, ConversationList } from '#shared/routes/conversation-routes.ts';
import type { WorkTable } from '#shared/tables.ts';

type Asked = { origin: 'chat' | 'background'; trigger?: Trigger['kind'] | undefined; after: string; limit: number };

/** Everything that may start a conversation, but a person who chats. */
const BACKGROUND = Trigger.shape.kind.options.filter((kind) => kind !== 'chat');

/**
 * Chats or background runs of an agent, newest first: from an index, so that a page costs the same whatever lies behind it.
 * A person who may only use the agent is shown their own chats, from a list of their own.
 */
export async function listConversations(
  tables: WorkTable,
  { agent, person }: { agent: Agent; person: Person },
  asked: Asked,
): Promise<ConversationList> {
  const { limit, after } = asked;
  const page = { before: after, limit: limit + 1 };
  const keys = await keysOf(tables, { agent, person }, asked, page);
  const shown = keys.slice(0, limit);
  const found = await readItems(tables, shown.map(idOf).map(conversationKey), Conversation);
  const last = shown.at(-1);
  return { items: found.map(toItem), ...(keys.length > limit && last ? { next: last.historyAt } : {}) };
}

/** Newest first, and one more than a page where there are older ones. */
async function keysOf(
  tables: WorkTable,
  { agent, person }: { agent: Agent; person: Person },
  { origin, trigger }: Asked,
  page: { before: string; limit: number },
): Promise<Pick<HistoryKey, 'historyAt'>[]> {
  if (!mayDecide(person, agent))
    return origin === 'chat' ? ownChats(tables, chatsOf(person.personId, agent.agentId), page) : [];
  const kinds = origin === 'chat' ? ['chat' as const] : trigger ? [trigger] : BACKGROUND;
  const found = await Promise.all(kinds.map((kind) => newestKeys(tables, conversationsOf(agent.agentId, kind), page)));
  return found
    .flat()
    .sort((a, b) => (a.historyAt > b.historyAt ? -1 : 1))
    .slice(0, page.limit);
}

async function ownChats(
  { client, work }: WorkTable,
  pk: string,
  { before, limit }: { before: string; limit: number },
): Promise<Pick<HistoryKey, 'historyAt'>[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: work,
      KeyConditionExpression: 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: { ':pk': pk, ':before': before },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(({ sk }) => ({ historyAt: String(sk) }));
}

/** `<time>#<conversation>` */
function idOf({ historyAt }: Pick<HistoryKey, 'historyAt'>): string {
  return historyAt.slice(historyAt.indexOf('#') + 1);
}

function toItem(conversation: Conversation): ConversationItem {
  const { conversationId, agentId, origin, trigger, tainted, createdAt, lastSeq } = conversation;
  const { title = trigger.name, lastAt = createdAt, chatPersonId, dueAt } = conversation;
  return {
    ...{ conversationId, agentId, title, origin, trigger, tainted, createdAt, lastAt, lastSeq },
    ...(chatPersonId ? { personId: chatPersonId } : {}),
    isAnswering: dueAt !== undefined,
  };
}
