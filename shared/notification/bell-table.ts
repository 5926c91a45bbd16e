import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ReadMode, WorkTable } from '../tables.ts';
import { BellEntry, bellKey, Notified, notifiedKey, waitingAt, waitingOf } from './bell.ts';

type EntryKey = Parameters<typeof bellKey>[0];

/** Puts an entry once; returns it as stored, so that a repeated event sees whether its email went out. */
export async function ringBell({ client, work }: WorkTable, entry: BellEntry): Promise<BellEntry> {
  try {
    await client.send(
      new PutCommand({
        TableName: work,
        Item: {
          ...{ ...bellKey(entry), ...entry },
          ...{ dueShard: waitingOf(entry.personId), dueAt: waitingAt('unread', entry.toldAt) },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return entry;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item) return BellEntry.parse(unmarshall(error.Item));
    throw error;
  }
}

export async function markEmailed(tables: WorkTable, entry: BellEntry, at: Date): Promise<void> {
  await updateWhereThere(tables, bellKey(entry), 'SET #emailedAt = :value', at.toISOString());
}

/** The entry waits no more; it stays in the list as what was decided. */
export async function resolveBell(
  tables: WorkTable,
  key: EntryKey,
  resolved: NonNullable<BellEntry['resolved']>,
): Promise<void> {
  await updateWhereThere(tables, bellKey(key), 'SET #resolved = :value REMOVE #dueShard, #dueAt', resolved);
}

/** Notes that all who were to be told have been, or that all their entries are resolved. */
export async function markNotified(
  tables: WorkTable,
  { actionId, round }: { actionId: string; round: number },
  mark: 'toldAt' | 'resolvedAt',
  at: Date,
): Promise<void> {
  await updateWhereThere(tables, notifiedKey(actionId, round), `SET #${mark} = :value`, at.toISOString());
}

async function updateWhereThere(
  { client, work }: WorkTable,
  key: { pk: string; sk: string },
  update: string,
  value: unknown,
): Promise<void> {
  const names = [...new Set(update.match(/#\w+/g))].map((name) => [name, name.slice(1)]);
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: key,
        UpdateExpression: update,
        // An update of an item that is not there would make a broken one.
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

export async function rememberNotified(
  { client, work }: WorkTable,
  actionId: string,
  round: number,
  notified: Notified,
): Promise<void> {
  await client.send(new PutCommand({ TableName: work, Item: { ...notifiedKey(actionId, round), ...notified } }));
}

export async function readNotified(
  { client, work }: WorkTable,
  actionId: string,
  round: number,
  mode: ReadMode = 'consistent',
): Promise<Notified | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: notifiedKey(actionId, round), ConsistentRead: mode === 'consistent' }),
  );
  return Item && Notified.parse(Item);
}
