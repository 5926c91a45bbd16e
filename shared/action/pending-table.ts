import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from '../tables.ts';
import { PendingListItem } from './action.ts';
import type { Capability } from './capability.ts';

export type WaitingItem = PendingListItem & { pendingAt: string };

export type PendingSearch = {
  /** Sort key after which to begin; empty: at the beginning. */
  after: string;
  /** So many are looked at. */
  limit: number;
  order?: 'oldest' | 'newest';
  /** Of this kind only. */
  capability?: Capability | undefined;
  /** What has waited since before then; a time. */
  until?: string | undefined;
};

export type FoundPending = {
  items: WaitingItem[];
  searched: number;
  /** Sort key of the last one that was looked at, where the search ended before the shard did. */
  reached?: string;
};

/** Looks through one shard of an agent's pending actions, oldest first unless `order` says otherwise. One read, whatever it finds. */
export async function searchPending(
  { client, work }: WorkTable,
  shardKey: string,
  search: PendingSearch,
): Promise<FoundPending> {
  const { limit, order, capability } = search;
  const range = rangeOf(search);
  const {
    Items = [],
    ScannedCount,
    LastEvaluatedKey,
  } = await client.send(
    new QueryCommand({
      TableName: work,
      IndexName: 'pending',
      KeyConditionExpression: `#pendingOf = :key AND #pendingAt ${range.is}`,
      ...(capability ? { FilterExpression: '#capability = :capability' } : {}),
      ExpressionAttributeNames: {
        ...{ '#pendingOf': 'pendingOf', '#pendingAt': 'pendingAt' },
        ...(capability ? { '#capability': 'capability' } : {}),
      },
      ExpressionAttributeValues: {
        ':key': shardKey,
        ...range.values,
        ...(capability ? { ':capability': capability } : {}),
      },
      ScanIndexForward: order !== 'newest',
      Limit: limit,
    }),
  );
  return {
    items: Items.map(waitingItem),
    searched: ScannedCount ?? Items.length,
    ...(LastEvaluatedKey ? { reached: String(LastEvaluatedKey.pendingAt) } : {}),
  };
}

/** So many are read at once: about 400 KB, far below what one answer holds. */
const LITTLE = 1_000;

/** All that waits, of every agent, in no order, with one request; undefined where that is more than a thousand. */
export async function readAllPending({ client, work }: WorkTable): Promise<WaitingItem[] | undefined> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({ TableName: work, IndexName: 'pending', Limit: LITTLE }),
  );
  return LastEvaluatedKey ? undefined : Items.map(waitingItem);
}

/** Pure: what a search in all of it would find. */
export function isWithin({ after, order, capability, until }: Omit<PendingSearch, 'limit'>) {
  const isInTime =
    order === 'newest'
      ? (at: string) => (after === '' || at < after) && (until === undefined || at < until)
      : (at: string) => at > after && (until === undefined || at <= until);
  return (item: WaitingItem) => isInTime(item.pendingAt) && (!capability || item.capability === capability);
}

function waitingItem(item: Record<string, unknown>): WaitingItem {
  return { ...PendingListItem.parse(item), pendingAt: String(item.pendingAt) };
}

/** Space and tilde: the lowest and the highest of what a key can begin with; no key is the beginning of another one. */
function rangeOf({ after, order, until }: PendingSearch): { is: string; values: Record<string, string> } {
  if (order === 'newest') {
    const below = [after, until].filter((one) => one !== undefined && one !== '').sort()[0];
    return { is: '< :below', values: { ':below': below ?? '~' } };
  }
  if (until === undefined) return { is: '> :above', values: { ':above': after || ' ' } };
  return {
    is: 'BETWEEN :from AND :until',
    values: { ':from': `${after} `, ':until': until > after ? until : `${after} ` },
  };
}

/** A page of one shard of an agent's pending actions, oldest first, after the given sort key. */
export async function pendingPage(
  tables: WorkTable,
  shardKey: string,
  after: string,
  limit: number,
): Promise<WaitingItem[]> {
  return (await searchPending(tables, shardKey, { after, limit })).items;
}
