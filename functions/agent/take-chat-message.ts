import type { Agent } from '#shared/agent/agent.ts';
import type { ChatMessage } from '#shared/agent/chat-message.ts';
import { conversationKey } from '#shared/agent/conversation-table.ts';
import { addIncoming, startConversation } from '#shared/agent/message-table.ts';
import { AppError } from '#shared/errors.ts';
import { derivedId } from '#shared/ids.ts';
import { log } from '#shared/log.ts';
import type { Caller } from '#shared/people/caller.ts';
import type { Person } from '#shared/people/person.ts';
import type { Taken } from '#shared/routes/conversation-routes.ts';
import type { WorkTable } from '#shared/tables.ts';
import { openConversation } from './open-conversation.ts';

type ChatDeps = { tables: WorkTable; now: () => Date };

const MAX_TITLE = 100;

/** Starts a person's chat with an agent by what they say first; the same message again finds the chat that it started. */
export async function startChat(
  { tables, now }: ChatDeps,
  { agent, person }: { agent: Agent; person: Person },
  { text, messageId }: ChatMessage,
): Promise<Taken> {
  if (agent.paused) throw new AppError('AGENT_PAUSED');
  const { agentId } = agent;
  const conversationId = derivedId('cnv', 'chat', person.personId, agentId, messageId);
  const started = await startConversation(
    tables,
    {
      ...{ conversationId, agentId, origin: 'chat', tainted: false, createdAt: now().toISOString() },
      ...{ trigger: { kind: 'chat', triggerId: person.personId, name: person.name }, chatPersonId: person.personId },
      title: titleOf(text),
    },
    { source: 'chat', text },
    saidOnce(conversationId, messageId),
  );
  log.info(started ? 'chat started' : 'chat message repeated', { conversationId, agentId, personId: person.personId });
  return { conversationId, duplicate: !started };
}

/** Something more in a chat, by its person. Two at once both count; the same one again does not. */
export async function sayMore(
  { tables, now }: ChatDeps,
  by: Caller,
  conversationId: string,
  { text, messageId }: ChatMessage,
): Promise<Taken> {
  const { agent, mayWrite } = await openConversation(tables, by, conversationId);
  if (!mayWrite) throw new AppError('NOT_ALLOWED');
  if (agent.paused) throw new AppError('AGENT_PAUSED');
  const fence = saidOnce(conversationId, messageId);
  const added = await addIncoming(tables, conversationId, { source: 'chat', text }, fence, now());
  log.info(added ? 'chat message taken' : 'chat message repeated', { conversationId, personId: by.personId });
  return { conversationId, duplicate: !added };
}

/** Item `CONVERSATION#<id>` / `SAID#<message>`: this message is in it. */
function saidOnce(conversationId: string, messageId: string) {
  return { pk: conversationKey(conversationId).pk, sk: `SAID#${messageId}`, kind: 'said' };
}

function titleOf(text: string): string {
  const words = text.replaceAll(/\s+/g, ' ');
  return words.length > MAX_TITLE ? `${words.slice(0, MAX_TITLE).toWellFormed()}…` : words;
}
