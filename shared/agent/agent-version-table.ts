import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors.ts';
import type { Person } from '../people/person.ts';
import type { WorkTable } from '../tables.ts';
import type { Agent } from './agent.ts';
import { agentKey } from './agent-table.ts';
import { AgentVersion } from './agent-version.ts';
import { type TransactItem, transact } from './transact.ts';

/** One capability's settings, or the list of tools, as it will be; and what is kept of the change. */
export type CapabilityChange = {
  field: keyof Agent['capabilities'];
  value: unknown;
  what: string;
  before: unknown;
  after: unknown;
};

/** All that a change of capabilities may name of an agent. */
export const CAPABILITY_ATTRIBUTES = ['pk', 'sk', 'version', 'capabilities'] as const;

function versionKey(agentId: string, version: number) {
  return { pk: `VERSIONS#${agentId}`, sk: String(version).padStart(8, '0') };
}

/** What is kept of a change of an agent, once for each of its versions; written with the change. */
export function versionItem(work: string, version: Omit<AgentVersion, 'kind'>): TransactItem {
  const item: AgentVersion = { kind: 'agent_version', ...version };
  return {
    Put: {
      TableName: work,
      Item: { ...versionKey(item.agentId, item.version), ...item },
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
    },
  };
}

/**
 * Changes an agent's capabilities and keeps who did it, in one transaction: no change without its version, and no version
 * without its change. Only on the version that was seen: of two people who edit at once the second is refused, since they
 * changed settings that are not there any more. Returns the new version.
 */
export async function writeCapability(
  tables: WorkTable,
  { agentId, version: seen }: Pick<Agent, 'agentId' | 'version'>,
  { personId, name }: Pick<Person, 'personId' | 'name'>,
  { field, value, ...kept }: CapabilityChange,
  now: Date,
): Promise<number> {
  const version = seen + 1;
  const item = { agentId, version, at: now.toISOString(), by: personId, byName: name, ...kept };
  const refused = await transact(tables, [
    {
      Update: {
        TableName: tables.work,
        Key: agentKey(agentId),
        UpdateExpression: 'SET #version = :version, #capabilities.#field = :value',
        ConditionExpression: '#version = :seen',
        ExpressionAttributeNames: { '#version': 'version', '#capabilities': 'capabilities', '#field': field },
        ExpressionAttributeValues: { ':version': version, ':seen': seen, ':value': value },
      },
    },
    versionItem(tables.work, item),
  ]);
  if (refused !== undefined) throw new AppError('VERSION_CONFLICT');
  return version;
}

/** Newest first, before a version. */
export async function readVersions(
  { client, work }: WorkTable,
  agentId: string,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<{ versions: AgentVersion[]; next?: number }> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: work,
      KeyConditionExpression: '#pk = :pk AND #sk < :before',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: {
        ':pk': `VERSIONS#${agentId}`,
        ':before': before === undefined ? '~' : versionKey(agentId, before).sk,
      },
      ScanIndexForward: false,
      Limit: limit + 1,
    }),
  );
  const versions = Items.slice(0, limit).map((item) => AgentVersion.parse(item));
  const last = versions.at(-1);
  return { versions, ...(Items.length > limit && last ? { next: last.version } : {}) };
}
