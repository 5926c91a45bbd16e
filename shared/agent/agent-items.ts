import { personKey } from '../people/person-table.ts';
import type { AccessLevel, Agent } from './agent.ts';

/** What of an agent stands in the workspace's directory, for lists: those who change an agent may write no more there. */
export const AGENT_DIRECTORY_ATTRIBUTES = [
  ...['kind', 'agentId', 'name', 'defaultAccess', 'teamId', 'paused', 'deletedAt'],
] as const;

/** Attributes of a person's grant, which lies beside the person's own item. */
export const GRANT_ATTRIBUTES = ['kind', 'agentId', 'level'] as const;

export function agentDirectoryKey(agentId: string) {
  return { pk: 'WORKSPACE', sk: `AGENT#${agentId}` };
}

export function agentDirectoryEntry(agent: Agent) {
  const { agentId, name, defaultAccess, teamId, paused, deletedAt } = agent;
  return { kind: 'directory', agentId, name, defaultAccess, teamId, paused, deletedAt };
}

export function grantKey(personId: string, agentId: string) {
  return { pk: personKey(personId).pk, sk: `ACCESS#${agentId}` };
}

/** Without a level it is what is left of a grant: who changes agents may delete nothing of people. */
export function grant(agentId: string, level: AccessLevel | undefined) {
  return { kind: 'access', agentId, level };
}
