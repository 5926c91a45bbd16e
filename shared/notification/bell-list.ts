import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadMode, WorkTable } from '../tables.ts';
import { BellEntry, BellRead, bellOf, waitingAt, waitingOf } from './bell.ts';

/** Sorts after every entry, which begin with a year. */
const READ = 'READ';

/** A person's entries, newest first. Eventually, for who asks every other second and sees in the next one what this lacks. */
export async function readBell(
  { client, work }: WorkTable,
  personId: string,
  limit: number,
  mode: ReadMode = 'eventual',
): Promise<BellEntry[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: work,
      KeyConditionExpression: 'pk = :pk AND sk < :entries',
      ExpressionAttributeValues: { ':pk': bellOf(personId), ':entries': READ },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: mode === 'consistent',
    }),
  );
  return Items.map((item) => BellEntry.parse(item));
}

/** Until when a person has read everything at once. */
export async function readAllRead({ client, work }: WorkTable, personId: string): Promise<string> {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: { pk: bellOf(personId), sk: READ } }));
  return Item ? BellRead.parse(Item).allAt : '';
}

/** Everything so far is read, by one write: what is counted as unread begins after it. */
export async function markAllRead({ client, work }: WorkTable, personId: string, now: Date): Promise<void> {
  const item = { kind: 'bell_read' as const, allAt: now.toISOString() };
  await client.send(new PutCommand({ TableName: work, Item: { pk: bellOf(personId), sk: READ, ...item } }));
}

/** Marks one entry as read. One that waits stays among those that wait; of one that is not there nothing is made. */
export async function markRead(tables: WorkTable, personId: string, id: string, now: Date): Promise<void> {
  const waits = await update(
    tables,
    personId,
    id,
    'SET #readAt = :now, #dueAt = :read',
    'attribute_exists(#dueShard)',
    {
      ':now': now.toISOString(),
      ':read': waitingAt('read', id.slice(0, id.indexOf('#'))),
    },
  );
  if (!waits)
    await update(tables, personId, id, 'SET #readAt = :now', 'attribute_exists(#pk)', { ':now': now.toISOString() });
}

async function update(
  { client, work }: WorkTable,
  personId: string,
  id: string,
  expression: string,
  condition: string,
  values: Record<string, string>,
): Promise<boolean> {
  const names = [...new Set(`${expression} ${condition}`.match(/#\w+/g))].map((name) => [name, name.slice(1)]);
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: { pk: bellOf(personId), sk: id },
        UpdateExpression: expression,
        ConditionExpression: condition,
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** How many of a person's entries wait, or of those the unread ones, counted up to `most`. The index is a moment behind. */
export async function countWaiting(
  { client, work }: WorkTable,
  personId: string,
  most: number,
  unreadAfter?: string,
): Promise<number> {
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName: work,
      IndexName: 'due',
      KeyConditionExpression: `#dueShard = :shard${unreadAfter === undefined ? '' : ' AND #dueAt > :after'}`,
      ExpressionAttributeNames: {
        '#dueShard': 'dueShard',
        ...(unreadAfter === undefined ? {} : { '#dueAt': 'dueAt' }),
      },
      ExpressionAttributeValues: {
        ':shard': waitingOf(personId),
        // Those that were read sort before all of those that were not.
        ...(unreadAfter === undefined ? {} : { ':after': waitingAt('unread', unreadAfter) }),
      },
      Limit: most,
      Select: 'COUNT',
    }),
  );
  return Count;
}

/** Which actions wait in a person's bell, and in which round: at most so many, the unread ones last. */
export async function readWaiting(
  { client, work }: WorkTable,
  personId: string,
  most: number,
): Promise<{ actionId: string; round: number }[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: work,
      IndexName: 'due',
      KeyConditionExpression: '#dueShard = :shard',
      ExpressionAttributeNames: { '#dueShard': 'dueShard' },
      ExpressionAttributeValues: { ':shard': waitingOf(personId) },
      Limit: most,
    }),
  );
  return Items.flatMap(({ sk }) => {
    const [, actionId, round] = String(sk).split('#');
    return actionId ? [{ actionId, round: Number(round) }] : [];
  });
}
