import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { WorkTable } from '../tables.ts';
import { BellEntry, bellKey, bellOf, Notified, notifiedKey } from './bell.ts';

/** Puts an entry once; returns it as stored, so that a repeated event sees whether its email went out. */
export async function ringBell({ client, work }: WorkTable, entry: BellEntry): Promise<BellEntry> {
  try {
    await client.send(
      new PutCommand({
        TableName: work,
        Item: { ...bellKey(entry), ...entry },
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
  await setOnEntry(tables, entry, 'emailedAt', at.toISOString());
}

export async function resolveBell(
  tables: WorkTable,
  key: Parameters<typeof bellKey>[0],
  resolved: BellEntry['resolved'],
): Promise<void> {
  await setOnEntry(tables, key, 'resolved', resolved);
}

async function setOnEntry(
  { client, work }: WorkTable,
  key: Parameters<typeof bellKey>[0],
  name: string,
  value: unknown,
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: bellKey(key),
        UpdateExpression: 'SET #name = :value',
        // An update of an entry that is not there would make a broken one.
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#name': name },
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
): Promise<Notified | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: notifiedKey(actionId, round), ConsistentRead: true }),
  );
  return Item && Notified.parse(Item);
}

/** A person's entries, newest first. */
export async function readBell({ client, work }: WorkTable, personId: string, limit: number): Promise<BellEntry[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: work,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': bellOf(personId) },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => BellEntry.parse(item));
}
