import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ReadMode, WorkTable } from '../tables.ts';
import { BellEntry, bellKey, NOBODY, Notified, notifiedKey, waitingAt, waitingOf } from './bell.ts';

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

export async function markEmailed(tables: WorkTable, entry: EntryKey, at: Date): Promise<void> {
  await updateWhereThere(tables, bellKey(entry), 'SET #emailedAt = :value', at.toISOString());
}

/** The person is told again: it is unread once more, unless somebody decided meanwhile. */
export async function ringAgain(tables: WorkTable, entry: EntryKey, at: Date): Promise<void> {
  await updateWhereThere(
    tables,
    bellKey(entry),
    'SET #remindedAt = :value, #dueAt = :unread REMOVE #readAt',
    at.toISOString(),
    { ':unread': waitingAt('unread', at.toISOString()) },
    'attribute_exists(#dueShard)',
  );
}

/** Admins are shown that nobody could be told, for as long as that is so. */
export async function ringForNobody({ client, work }: WorkTable, entry: BellEntry): Promise<void> {
  const waits = { dueShard: waitingOf(NOBODY), dueAt: waitingAt('unread', entry.toldAt) };
  const item = { ...entry, personId: NOBODY, ...waits };
  await client.send(new PutCommand({ TableName: work, Item: { ...bellKey(item), ...item } }));
}

/** Somebody was told after all. */
export async function settleNobody(tables: WorkTable, key: Omit<EntryKey, 'personId'>, at: Date): Promise<void> {
  const update = 'SET #readAt = :value REMOVE #dueShard, #dueAt';
  await updateWhereThere(tables, bellKey({ ...key, personId: NOBODY }), update, at.toISOString());
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
  mark: 'toldAt' | 'remindedAt' | 'resolvedAt',
  at: Date,
): Promise<void> {
  await updateWhereThere(tables, notifiedKey(actionId, round), `SET #${mark} = :value`, at.toISOString());
}

async function updateWhereThere(
  { client, work }: WorkTable,
  key: { pk: string; sk: string },
  update: string,
  value: unknown,
  values: Record<string, string> = {},
  // An update of an item that is not there would make a broken one.
  condition = 'attribute_exists(#pk)',
): Promise<void> {
  const names = [...new Set(`${update} ${condition}`.match(/#\w+/g))].map((name) => [name, name.slice(1)]);
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: key,
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: { ':value': value, ...values },
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
