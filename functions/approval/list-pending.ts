import { pendingKeysOf } from '#shared/action/action.ts';
import { pendingPage } from '#shared/action/action-table.ts';
import type { Caller } from '#shared/people/caller.ts';
import { readDecidedAgents } from '#shared/people/decided-agents.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { PendingPage } from '#shared/routes/approval-replies.ts';
import type { WorkTable } from '#shared/tables.ts';

export type PendingQuery = { limit: number; after: string; agentId?: string | undefined; order?: 'oldest' | 'newest' };

/**
 * What waits for this person, oldest first unless asked otherwise, over all agents that they decide for. Each index key is read from its
 * own start, so a page costs the same with ten pending and with a million.
 */
export async function listPending(
  tables: WorkTable,
  by: Caller,
  { limit, after, agentId, order = 'oldest' }: PendingQuery,
): Promise<PendingPage> {
  const person = await requireMember(tables, by.personId);
  const decided = await readDecidedAgents(tables, person);
  const agents = decided.filter((one) => agentId === undefined || one === agentId);
  const keys = agents.flatMap(pendingKeysOf);
  const pages = await Promise.all(keys.map((key) => pendingPage(tables, key, after, limit + 1, order)));
  const sign = order === 'oldest' ? 1 : -1;
  const merged = pages.flat().sort((a, b) => (a.pendingAt < b.pendingAt ? -sign : sign));
  const items = merged.slice(0, limit);
  const last = items.at(-1);
  const hasMore = merged.length > limit;
  return { items: items.map(({ pendingAt, ...item }) => item), ...(hasMore && last ? { next: last.pendingAt } : {}) };
}
