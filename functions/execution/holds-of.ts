import type { Agent } from '#shared/agent/agent.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';

/**
 * Whether actions of an agent are on hold, read once for each agent: thousands of rows may wait behind one hold, and
 * each would start an executor only to find that out. The executor looks again, so an answer that is a moment old
 * holds nothing back for longer than until the next sweep.
 */
export function holdsOf(tables: Tables): (agentId: string) => Promise<boolean> {
  let workspace: Promise<boolean> | undefined;
  const agents = new Map<string, Promise<boolean>>();
  return async (agentId) => {
    workspace ??= readSettings(tables).then(({ hold }) => hold);
    if (await workspace) return true;
    const agent = agents.get(agentId) ?? readAgent(tables, agentId).then(isStopped);
    agents.set(agentId, agent);
    return agent;
  };
}

function isStopped(agent: Agent | undefined): boolean {
  return agent?.hold === true || agent?.paused === true;
}
