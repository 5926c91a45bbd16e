import type { Action, ActionState } from '#shared/action/action.ts';
import type { Capability } from '#shared/action/capability.ts';
import { type HistoryKey, historyKeys, readActions } from '#shared/action/history-table.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { Conversation } from '#shared/agent/conversation.ts';
import { conversationKey } from '#shared/agent/conversation-table.ts';
import { readPresentRows } from '#shared/ledger/present-rows.ts';
import { mayDecide, maySee } from '#shared/people/access.ts';
import { readDecidedAgents } from '#shared/people/decided-agents.ts';
import type { Person } from '#shared/people/person.ts';
import { readItems } from '#shared/read-items.ts';
import type { ActivityPage } from '#shared/routes/activity-routes.ts';
import type { Tables } from '#shared/tables.ts';
import { toEntry } from './activity-entry.ts';

type Filter = {
  capability?: Capability | undefined;
  state?: ActionState | undefined;
  /** Nothing older is looked for; a time. */
  since?: string | undefined;
};
type Page = Filter & { before: string; limit: number };

/** Agents that are looked through for one page. */
const MOST_AGENTS = 50;

/** Actions that are read to fill one page where not all of them belong on it, and how many at once. */
const MOST_SEARCHED = 400;
const AT_ONCE = 100;

/** Of many agents, what has done nothing for two months is not looked through further back. */
const EMPTY_MONTHS = 2;

/** What an agent asked to do, newest first; of somebody who may only use it, what it asked for in their own chats. */
export async function listActivityOf(
  tables: Tables,
  { agent, person }: { agent: Agent; person: Person },
  page: Page,
): Promise<ActivityPage> {
  const decides = mayDecide(person, agent);
  const most = lookedThrough(page, decides);
  const keys = await historyKeys(tables, agent.agentId, { ...page, limit: most });
  return pageOf(tables, { keys, most }, page, (action) => decides || maySee(person, agent, action));
}

/** The same of all agents that a person decides for. */
export async function listActivity(tables: Tables, person: Person, page: Page): Promise<ActivityPage> {
  const agents = await readDecidedAgents(tables, person);
  const looked = agents.slice(0, MOST_AGENTS);
  const most = lookedThrough(page, true);
  const found = await Promise.all(
    looked.map((agentId) => historyKeys(tables, agentId, { ...page, limit: most, emptyMonths: EMPTY_MONTHS })),
  );
  const keys = found.flat().sort((a, b) => (a.historyAt > b.historyAt ? -1 : 1));
  return {
    ...(await pageOf(tables, { keys, most }, page, () => true)),
    ...(agents.length > looked.length ? { partial: true } : {}),
  };
}

/** How many are read for one page: what is wanted of them is seen only then. */
function lookedThrough({ limit, capability, state }: Page, seesAll: boolean): number {
  return seesAll && !capability && !state ? limit : MOST_SEARCHED;
}

/** Newest first, and how many of them are looked at; there are more keys than that where there is more. */
type Within = { keys: HistoryKey[]; most: number };

async function pageOf(
  tables: Tables,
  within: Within,
  page: Page,
  isShown: (action: Action) => boolean,
): Promise<ActivityPage> {
  const { limit, capability, state } = page;
  const isWanted = (action: Action) =>
    isShown(action) && (!capability || action.capability === capability) && (!state || action.state === state);
  const { actions, next, searched } = await search(tables, within, limit, isWanted);
  const [rows, conversations] = await Promise.all([
    readPresentRows(tables, actions),
    readItems(
      tables,
      actions.map(({ conversationId }) => conversationKey(conversationId)),
      Conversation,
    ),
  ]);
  const triggers = new Map(conversations.map(({ conversationId, trigger }) => [conversationId, trigger]));
  return {
    items: actions.map((action) => toEntry(action, rows.get(action.actionId), triggers.get(action.conversationId))),
    ...(next ? { next } : {}),
    ...(next && actions.length < limit ? { searched } : {}),
  };
}

/** Some at a time, until the page is full or enough was looked through; `next` is where the following page begins. */
async function search(tables: Tables, { keys, most }: Within, limit: number, isWanted: (action: Action) => boolean) {
  const actions: Action[] = [];
  let searched = 0;
  const end = Math.min(keys.length, most);
  while (searched < end && actions.length < limit) {
    const some = keys.slice(searched, Math.min(end, searched + AT_ONCE));
    const read = new Map((await readActions(tables, some)).map((action) => [action.actionId, action]));
    for (const { pk } of some) {
      searched++;
      const action = read.get(pk.slice('ACTION#'.length));
      if (action && isWanted(action)) actions.push(action);
      if (actions.length === limit) break;
    }
  }
  return { actions, searched, next: searched < keys.length ? keys[searched - 1]?.historyAt : undefined };
}
