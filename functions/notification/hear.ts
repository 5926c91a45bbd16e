import { readAgent } from '#shared/agent/agent-table.ts';
import { readEvent } from '#shared/events/events.ts';
import { isMailEvent, takeMailEvent } from './mail-trouble.ts';
import { notePending } from './note-pending.ts';
import { type NotifyDeps, notifyOwners, remindPeople } from './notify-owners.ts';
import { resolveEntries } from './resolve-entries.ts';
import { sendDue } from './send-due.ts';
import { tellOthers } from './tell-others.ts';

/** What an event means to the people who have to hear of it. What happens in a chat is seen in the chat. */
export async function hear(deps: NotifyDeps, event: unknown): Promise<void> {
  if (isMailEvent(event)) return takeMailEvent(deps, event);
  const { name, detail } = readEvent(event);
  if (name === 'notices.due.v1') return sendDue(deps, detail.personId);
  if (name === 'rights.lost.v1') return tellOthers(deps, detail.personId);
  if (!('origin' in detail)) return;
  const { actionId, agentId, round } = detail;
  const isSeenInChat = detail.origin === 'chat';
  if (name === 'approval.requested.v1' && !isSeenInChat) return notifyOwners(deps, actionId, round);
  if (name === 'approval.waits.v1' && !isSeenInChat) return remindPeople(deps, actionId, round);
  if (name === 'approval.decided.v1' && !isSeenInChat) await resolveEntries(deps, actionId, round);
  const agent = await readAgent(deps.tables, agentId, 'eventual');
  // Who was told of it has been counted; of what is left, only an agent that had many is.
  if (agent && (isSeenInChat || agent.manyPending)) await notePending(deps.tables, agent);
}
