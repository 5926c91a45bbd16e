import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type TransactItem, transact } from '../agent/transact.ts';
import { AppError } from '../errors.ts';
import type { WorkTable } from '../tables.ts';
import { addressKey } from './mail-table.ts';
import { secondsFrom, secretKey, type Trigger, triggerKey, triggersOfKey } from './trigger.ts';

/** How long what was removed stays before the table forgets it; no function may delete. */
const FORGET_SECONDS = 7 * 24 * 60 * 60;

/** Writes a new trigger: what lists it, its secret and its address, all or nothing. */
export async function writeNewTrigger(tables: WorkTable, trigger: Trigger, secret: string | undefined): Promise<void> {
  const { triggerId, agentId } = trigger;
  const refused = await transact(tables, [
    ...(trigger.type === 'email' ? [takeAddress(tables, trigger.localPart, triggerId)] : []),
    put(tables, { ...triggerKey(triggerId), ...trigger }),
    put(tables, { ...triggersOfKey(agentId, triggerId), kind: 'agent_trigger', agentId, triggerId }),
    ...(secret === undefined ? [] : [put(tables, { ...secretKey(triggerId), kind: 'secret', secret })]),
  ]);
  if (refused !== undefined) throw new AppError('ADDRESS_TAKEN');
}

/** Writes a trigger that was changed, if nobody else has changed it since it was read. */
export async function writeChangedTrigger(tables: WorkTable, before: Trigger, after: Trigger): Promise<void> {
  const moves = before.type === 'email' && after.type === 'email' && before.localPart !== after.localPart;
  const changed: TransactItem = {
    Put: {
      TableName: tables.work,
      Item: { ...triggerKey(after.triggerId), ...after },
      ConditionExpression: 'version = :seen AND attribute_not_exists(removed)',
      ExpressionAttributeValues: { ':seen': before.version },
    },
  };
  const refused = await transact(tables, [
    changed,
    ...(moves ? [takeAddress(tables, after.localPart, after.triggerId), freeAddress(tables, before)] : []),
  ]);
  if (refused === 0) throw new AppError('VERSION_CONFLICT', { triggerId: after.triggerId });
  if (refused !== undefined) throw new AppError('ADDRESS_TAKEN');
}

/** Marks a trigger as removed, with all that belongs to it: from then on it starts nothing. */
export async function writeRemovedTrigger(tables: WorkTable, trigger: Trigger, now: Date): Promise<void> {
  const { triggerId, agentId, type } = trigger;
  const gone = { removed: true as const, expiresAt: secondsFrom(now, FORGET_SECONDS) };
  await transact(tables, [
    put(tables, { ...triggerKey(triggerId), ...trigger, ...gone, version: trigger.version + 1 }),
    put(tables, { ...triggersOfKey(agentId, triggerId), kind: 'agent_trigger', agentId, triggerId, ...gone }),
    ...(type === 'webhook'
      ? [put(tables, { ...secretKey(triggerId), kind: 'secret', expiresAt: gone.expiresAt })]
      : []),
    ...(type === 'email' ? [freeAddress(tables, trigger)] : []),
  ]);
}

/**
 * The new secret signs from now on, and the one before it until then. Neither is read for it: only the webhook may. Of two
 * rotations within one overlap, the first secret ends with the second.
 */
export async function rotateSecret(
  { client, work }: WorkTable,
  triggerId: string,
  secret: string,
  earlierUntil: string,
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: secretKey(triggerId),
        UpdateExpression: 'SET earlier = secret, earlierUntil = :until, secret = :new',
        ConditionExpression: 'attribute_exists(secret)',
        ExpressionAttributeValues: { ':until': earlierUntil, ':new': secret },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new AppError('NOT_FOUND');
    throw error;
  }
}

function put({ work }: WorkTable, Item: Record<string, unknown>): TransactItem {
  return { Put: { TableName: work, Item } };
}

function takeAddress({ work }: WorkTable, localPart: string, triggerId: string): TransactItem {
  return {
    Put: {
      TableName: work,
      Item: { ...addressKey(localPart), kind: 'address', triggerId },
      ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(removed)',
    },
  };
}

function freeAddress(tables: WorkTable, { localPart, triggerId }: { localPart?: string; triggerId: string }) {
  return put(tables, { ...addressKey(localPart ?? ''), kind: 'address', triggerId, removed: true });
}
