import type { WorkTable } from '../tables.ts';
import { mayDecide } from './access.ts';
import type { Person } from './person.ts';
import { readDirectory, readGrants } from './person-table.ts';

/** Ids of the agents whose actions this person decides: by role, by the agent's default, or because they were given it. */
export async function readDecidedAgents(tables: WorkTable, person: Person): Promise<string[]> {
  const { personId } = person;
  const [directory, granted] = await Promise.all([readDirectory(tables, 'AGENT#'), readGrants(tables, personId)]);
  return directory.flatMap(({ agentId, defaultAccess = 'none', teamId }) => {
    const level = agentId && granted.get(agentId);
    const access = level ? { [personId]: level } : {};
    return agentId && mayDecide(person, { access, defaultAccess, teamId }) ? [agentId] : [];
  });
}
