import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../errors.ts';
import { queryPrefix } from '../people/person-table.ts';
import type { WorkTable } from '../tables.ts';
import { AgentKey, KeyEntry, MOST_KEYS, SHOW_REVOKED_SECONDS } from './agent-key.ts';

const HOUR_MS = 60 * 60 * 1000;

const keyKey = (hash: string) => ({ pk: `KEY#${hash}`, sk: 'KEY' });
const entryKey = (agentId: string, keyId: string) => ({ pk: `KEYS#${agentId}`, sk: keyId });

/** Consistently: a key that was revoked a moment ago opens nothing. */
export async function readKey({ client, work }: WorkTable, hash: string): Promise<AgentKey | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: keyKey(hash), ConsistentRead: true }));
  return Item && AgentKey.parse(Item);
}

/** All keys of an agent that still stand in the table, the newest first. */
export async function readKeys(tables: WorkTable, agentId: string): Promise<AgentKey[]> {
  const entries = await queryPrefix(tables, `KEYS#${agentId}`, 'key_', KeyEntry);
  const keys = await Promise.all(entries.map(({ hash }) => readKey(tables, hash)));
  return keys.filter((key) => key !== undefined).sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}

/** The entry first: a key that is not listed could not be revoked. An entry without its key means nothing. */
export async function createKey(tables: WorkTable, hash: string, key: AgentKey): Promise<void> {
  const living = (await readKeys(tables, key.agentId)).filter(({ revokedAt }) => revokedAt === undefined);
  if (living.length >= MOST_KEYS) throw new AppError('TOO_MANY', { limit: MOST_KEYS });
  const put = (Item: Record<string, unknown>) =>
    tables.client.send(
      new PutCommand({ TableName: tables.work, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
  const { agentId, keyId } = key;
  await put({ ...entryKey(agentId, keyId), kind: 'key_entry', keyId, hash });
  await put({ ...keyKey(hash), ...key });
}

/** Revokes a key of this agent, once: who revoked it first is kept. */
export async function revokeKey(
  tables: WorkTable,
  { agentId, keyId }: { agentId: string; keyId: string },
  by: string,
  now: Date,
): Promise<AgentKey> {
  const { client, work } = tables;
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: entryKey(agentId, keyId), ConsistentRead: true }),
  );
  const hash = Item && KeyEntry.parse(Item).hash;
  if (!hash || !(await readKey(tables, hash))) throw new AppError('NOT_FOUND');
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName: work,
      Key: keyKey(hash),
      UpdateExpression:
        'SET revokedAt = if_not_exists(revokedAt, :now), revokedBy = if_not_exists(revokedBy, :by), ' +
        'expiresAt = if_not_exists(expiresAt, :until)',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: {
        ...{ ':now': now.toISOString(), ':by': by },
        ':until': Math.floor(now.getTime() / 1000) + SHOW_REVOKED_SECONDS,
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return AgentKey.parse(Attributes);
}

/** At most once an hour, however often the key is used; two at once write once. */
export async function noteUse(tables: WorkTable, hash: string, { lastUsedAt }: AgentKey, now: Date): Promise<void> {
  const hourAgo = new Date(now.getTime() - HOUR_MS).toISOString();
  if (lastUsedAt !== undefined && lastUsedAt > hourAgo) return;
  try {
    await tables.client.send(
      new UpdateCommand({
        TableName: tables.work,
        Key: keyKey(hash),
        UpdateExpression: 'SET lastUsedAt = :now',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(lastUsedAt) OR lastUsedAt < :hourAgo)',
        ExpressionAttributeValues: { ':now': now.toISOString(), ':hourAgo': hourAgo },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
