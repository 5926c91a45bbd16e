import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../errors.ts';
import type { Person } from '../people/person.ts';
import { setAttributes } from '../set-attributes.ts';
import type { WorkTable } from '../tables.ts';
import type { Agent } from './agent.ts';
import { agentDirectoryEntry, agentDirectoryKey, grant, grantKey } from './agent-items.ts';
import { agentKey } from './agent-table.ts';
import { versionItem } from './agent-version-table.ts';
import { type TransactItem, transact } from './transact.ts';

/** What a change sets; hold is not among it, which has a right and a route of its own. */
export type AgentSettingsChange = Partial<Omit<Agent, 'kind' | 'agentId' | 'version' | 'hold' | 'held'>>;

/** What of an agent a person changed: `settings`, `access`, or that it is there at all. */
type Authored = { what: 'settings' | 'access' | 'deleted'; by: Pick<Person, 'personId' | 'name'>; now: Date };

/**
 * Changes an agent, once: only as the version that the person was shown, so that of two who changed the same page one is
 * told to look again, and nobody's rights come back that somebody took away meanwhile. Directory, grants and the counts of
 * teams change in the same transaction.
 * So does what is kept of it: no change without who made it, and what was before.
 */
export async function changeAgent(
  { client, work }: WorkTable,
  agent: Agent,
  change: AgentSettingsChange,
  { what, by, now }: Authored,
): Promise<Agent> {
  const changed: Agent = { ...agent, ...change, version: agent.version + 1 };
  const kept = { at: now.toISOString(), by: by.personId, byName: by.name };
  const refused = await transact({ client, work }, [
    changeItem(work, agent, { ...change, version: changed.version }),
    ...directoryItems(work, agent, changed),
    ...grantItems(work, agent, changed),
    ...(agent.teamId === changed.teamId ? [] : teamItems(work, agent.teamId, changed.teamId)),
    versionItem(work, {
      ...kept,
      agentId: agent.agentId,
      version: changed.version,
      what,
      ...difference(agent, change),
    }),
  ]);
  if (refused !== undefined) throw new AppError('VERSION_CONFLICT');
  return changed;
}

/** What a change changes, before and after: what it leaves as it was is not kept with it. */
function difference(agent: Agent, change: AgentSettingsChange): { before: object; after: object } {
  const fields = Object.keys(change) as (keyof AgentSettingsChange)[];
  const differs = fields.filter((field) => !isDeepStrictEqual(agent[field], change[field]));
  const of = (its: AgentSettingsChange) => Object.fromEntries(differs.map((field) => [field, its[field]]));
  return { before: of(agent), after: of(change) };
}

/** Makes an agent, with its owners' grants. Its team must be there. */
export async function createAgent({ client, work }: WorkTable, agent: Agent): Promise<void> {
  const nobody: Agent = { ...agent, access: {} };
  const refused = await transact({ client, work }, [
    {
      Put: {
        TableName: work,
        Item: { ...agentKey(agent.agentId), ...agent },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Update: { TableName: work, Key: agentDirectoryKey(agent.agentId), ...setAttributes(agentDirectoryEntry(agent)) },
    },
    ...grantItems(work, nobody, agent),
    ...teamItems(work, undefined, agent.teamId),
  ]);
  if (refused !== undefined) throw new AppError('NOT_FOUND');
}

/** Attributes one by one: the whole item would put back what Hold has set since it was read. */
function changeItem(work: string, { agentId, version }: Agent, set: Record<string, unknown>): TransactItem {
  const update = setAttributes(set);
  return {
    Update: {
      TableName: work,
      Key: agentKey(agentId),
      ...update,
      ConditionExpression: '#version = :seen AND attribute_not_exists(#deletedAt)',
      ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#deletedAt': 'deletedAt' },
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':seen': version },
    },
  };
}

function directoryItems(work: string, before: Agent, after: Agent): TransactItem[] {
  const entry = agentDirectoryEntry(after);
  if (JSON.stringify(entry) === JSON.stringify(agentDirectoryEntry(before))) return [];
  return [{ Update: { TableName: work, Key: agentDirectoryKey(after.agentId), ...setAttributes(entry) } }];
}

function grantItems(work: string, before: Agent, after: Agent): TransactItem[] {
  const named = [...new Set([...Object.keys(before.access), ...Object.keys(after.access)])];
  return named
    .filter((personId) => before.access[personId] !== after.access[personId])
    .map((personId) => ({
      Update: {
        TableName: work,
        Key: grantKey(personId, after.agentId),
        ...setAttributes(grant(after.agentId, after.access[personId])),
      },
    }));
}

/** A team counts its agents, so that it cannot be deleted in the same second as one joins it. */
function teamItems(work: string, from: string | undefined, to: string | undefined): TransactItem[] {
  const count = (teamId: string, by: number): TransactItem => ({
    Update: {
      TableName: work,
      Key: { pk: `TEAM#${teamId}`, sk: 'PROFILE' },
      UpdateExpression: 'ADD #agents :by',
      ConditionExpression: 'attribute_exists(#pk)',
      ExpressionAttributeNames: { '#agents': 'agents', '#pk': 'pk' },
      ExpressionAttributeValues: { ':by': by },
    },
  });
  return [...(from === undefined ? [] : [count(from, -1)]), ...(to === undefined ? [] : [count(to, 1)])];
}
