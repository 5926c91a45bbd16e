import type { Action } from '#shared/action/action.ts';
import { type HistoryKey, historyKeys, readActions } from '#shared/action/history-table.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { Conversation } from '#shared/agent/conversation.ts';
import { conversationKey } from '#shared/agent/conversation-table.ts';
import { readPresentRows } from '#shared/ledger/present-rows.ts';
import { maySee } from '#shared/people/access.ts';
import { readDecidedAgents } from '#shared/people/decided-agents.ts';
import type { Person } from '#shared/people/person.ts';
import { readItems } from '#shared/read-items.ts';
import type { ActivityPage } from '#shared/routes/activity-routes.ts';
import type { Tables } from '#shared/tables.ts';
import { toEntry } from './activity-entry.ts';

type Page = { before: string; limit: number };

/** Agents that are looked through for one page. */
const MOST_AGENTS = 50;

/** Of many agents, what has done nothing for two months is not looked through further back. */
const EMPTY_MONTHS = 2;

/** What an agent asked to do, newest first; of somebody who may only use it, what it asked for in their own chats. */
export async function listActivityOf(
  tables: Tables,
  { agent, person }: { agent: Agent; person: Person },
  page: Page,
): Promise<ActivityPage> {
  const keys = await historyKeys(tables, agent.agentId, page);
  return pageOf(tables, keys, page, (action) => maySee(person, agent, action));
}

/** The same of all agents that a person decides for. */
export async function listActivity(tables: Tables, person: Person, page: Page): Promise<ActivityPage> {
  const agents = await readDecidedAgents(tables, person);
  const looked = agents.slice(0, MOST_AGENTS);
  const found = await Promise.all(
    looked.map((agentId) => historyKeys(tables, agentId, { ...page, emptyMonths: EMPTY_MONTHS })),
  );
  const keys = found.flat().sort((a, b) => (a.historyAt > b.historyAt ? -1 : 1));
  return {
    ...(await pageOf(tables, keys, page, () => true)),
    ...(agents.length > looked.length ? { partial: true } : {}),
  };
}

async function pageOf(
  tables: Tables,
  keys: HistoryKey[],
  { limit }: Page,
  isShown: (action: Action) => boolean,
): Promise<ActivityPage> {
  const page = keys.slice(0, limit);
  const actions = (await readActions(tables, page)).filter(isShown);
  const [rows, conversations] = await Promise.all([
    readPresentRows(tables, actions),
    readItems(
      tables,
      actions.map(({ conversationId }) => conversationKey(conversationId)),
      Conversation,
    ),
  ]);
  const triggers = new Map(conversations.map(({ conversationId, trigger }) => [conversationId, trigger]));
  const last = page.at(-1);
  return {
    items: actions.map((action) => toEntry(action, rows.get(action.actionId), triggers.get(action.conversationId))),
    ...(keys.length > limit && last ? { next: last.historyAt } : {}),
  };
}
