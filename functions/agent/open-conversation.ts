import type { Agent } from '#shared/agent/agent.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import type { Conversation } from '#shared/agent/conversation.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { AppError } from '#shared/errors.ts';
import { mayDecideOn, maySee } from '#shared/people/access.ts';
import type { Caller } from '#shared/people/caller.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { WorkTable } from '#shared/tables.ts';

type Opened = { conversation: Conversation; agent: Agent; mayWrite: boolean; mayDecide: boolean };

/**
 * A conversation for whoever may see it: who decides for its agent, and the person whose chat it is. They alone write in
 * it: what is said there is theirs, and so is what follows from it. Refuses others with NOT_FOUND.
 */
export async function openConversation(tables: WorkTable, by: Caller, conversationId: string): Promise<Opened> {
  const [person, conversation] = await Promise.all([
    requireMember(tables, by.personId),
    readConversation(tables, conversationId),
  ]);
  const agent = conversation && (await readAgent(tables, conversation.agentId));
  if (!conversation || !agent || !maySee(person, agent, conversation)) throw new AppError('NOT_FOUND');
  const mayWrite = conversation.chatPersonId === person.personId;
  return { conversation, agent, mayWrite, mayDecide: mayDecideOn(person, agent, conversation) };
}
