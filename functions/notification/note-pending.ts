import { countPending } from '#shared/action/count-pending.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { setManyPending } from '#shared/agent/agent-table.ts';
import type { WorkTable } from '#shared/tables.ts';

/**
 * Notes on the agent whether so many of its actions wait that its next request has to be counted first. Half of what it may
 * have: what is asked for until this is noted still fits. A request of an agent without the note costs what it always did.
 */
export async function notePending(tables: WorkTable, agent: Agent): Promise<void> {
  const { agentId, maxPending, manyPending } = agent;
  const waiting = await countPending(tables, agentId, maxPending);
  if (!manyPending && waiting >= maxPending / 2) await setManyPending(tables, agentId, true);
  if (manyPending && waiting < maxPending / 4) await setManyPending(tables, agentId, false);
}
