import { pendingKeysOf } from '#shared/action/action.ts';
import type { Capability } from '#shared/action/capability.ts';
import { type FoundPending, isWithin, readAllPending, searchPending } from '#shared/action/pending-table.ts';
import type { Caller } from '#shared/people/caller.ts';
import { readDecidedAgents } from '#shared/people/decided-agents.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { PendingPage } from '#shared/routes/approval-replies.ts';
import type { WorkTable } from '#shared/tables.ts';
import { mergePending, type Order } from './merge-pending.ts';

export type PendingQuery = {
  limit: number;
  after: string;
  agentId?: string | undefined;
  order?: Order;
  /** Of this kind only: which those are is seen by looking at each. */
  capability?: Capability | undefined;
  /** What waits since before then. */
  until?: string | undefined;
};

/** Of one kind are looked for among so many; who wants more asks for the next page. */
const MOST_SEARCHED = 4_000;

/** Of a few agents each index key is read; of more, what waits is read at once where it is little. */
const FEW_AGENTS = 25;

/**
 * What waits for this person, oldest first unless asked otherwise, over all agents that they decide for. Each index key is read from its
 * own start, so a page costs the same with ten pending and with a million.
 */
export async function listPending(tables: WorkTable, by: Caller, query: PendingQuery): Promise<PendingPage> {
  const { limit, agentId, order = 'oldest' } = query;
  const person = await requireMember(tables, by.personId);
  const decided = await readDecidedAgents(tables, person);
  const agents = decided.filter((one) => agentId === undefined || one === agentId);
  const atOnce = agents.length > FEW_AGENTS ? await findAtOnce(tables, new Set(agents), query) : undefined;
  return mergePending(atOnce ?? (await findByKey(tables, agents, query)), limit, order);
}

async function findAtOnce(
  tables: WorkTable,
  agents: ReadonlySet<string>,
  query: PendingQuery,
): Promise<FoundPending[] | undefined> {
  const all = await readAllPending(tables);
  if (!all) return undefined;
  const items = all.filter(({ agentId }) => agents.has(agentId)).filter(isWithin(query));
  return [{ items, searched: all.length }];
}

async function findByKey(tables: WorkTable, agents: string[], query: PendingQuery): Promise<FoundPending[]> {
  const { limit, capability } = query;
  const keys = agents.flatMap(pendingKeysOf);
  const most = capability ? Math.max(limit + 1, Math.floor(MOST_SEARCHED / Math.max(1, keys.length))) : limit + 1;
  return Promise.all(keys.map((key) => searchPending(tables, key, { ...query, limit: most })));
}
