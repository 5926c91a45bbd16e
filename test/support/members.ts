import type { Agent } from '../../shared/agent/agent.ts';
import { readAgent } from '../../shared/agent/agent-table.ts';
import type { Person } from '../../shared/people/person.ts';
import { readPerson } from '../../shared/people/person-table.ts';
import type { WorkTable } from '../../shared/tables.ts';

export async function personOf(tables: WorkTable, personId: string): Promise<Person> {
  const person = await readPerson(tables, personId);
  if (!person) throw new Error(`${personId} is not in the workspace`);
  return person;
}

export async function agentOf(tables: WorkTable, agentId: string): Promise<Agent> {
  const agent = await readAgent(tables, agentId);
  if (!agent) throw new Error(`${agentId} is not in the workspace`);
  return agent;
}
