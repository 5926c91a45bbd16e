import { QueryCommand } from '@aws-sdk/lib-dynamodb';
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
    items: Items.map((item) => ({ ...PendingListItem.parse(item), pendingAt: String(item.pendingAt) })),
    searched: ScannedCount ?? Items.length,
    ...(LastEvaluatedKey ? { reached: String(LastEvaluatedKey.pendingAt) } : {}),
  };
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
