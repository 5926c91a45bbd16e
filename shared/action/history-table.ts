import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readItems } from '../read-items.ts';
import type { WorkTable } from '../tables.ts';
import { Action, historyOf } from './action.ts';

/** The first month that can have actions: nothing older is looked for. */
const FIRST_MONTH = '2026-01';
const EMPTY_MONTHS = 24;

export type HistoryPage = {
  actions: Action[];
  /** Give it as `before` to get older ones; absent on the last page. */
  next?: string;
};

/**
 * What an agent asked for, newest first, whatever became of it. `before` is a time, or `next` of the page before. Read from
 * an index by month, so a page costs the same whatever lies behind it; the index may be a moment behind the table.
 */
export async function readHistory(
  tables: WorkTable,
  agentId: string,
  { limit, before }: { limit: number; before: string },
): Promise<HistoryPage> {
  const found = await historyKeys(tables, agentId, { limit, before });
  const page = found.slice(0, limit);
  const actions = await readActions(tables, page);
  const last = page.at(-1);
  return { actions, ...(found.length > limit && last ? { next: last.historyAt } : {}) };
}

export type HistoryKey = { pk: string; sk: string; historyAt: string };

type Reach = {
  limit: number;
  before: string;
  /** Nothing older is looked for. */
  since?: string | undefined;
  /** Months without an action that are passed over before the search gives up. */
  emptyMonths?: number;
};

/** Keys of the same page, and of one more where there are older ones. */
export async function historyKeys(
  tables: WorkTable,
  agentId: string,
  { limit, before, since = FIRST_MONTH, emptyMonths = EMPTY_MONTHS }: Reach,
): Promise<HistoryKey[]> {
  const found: HistoryKey[] = [];
  let empty = 0;
  for (let month = before.slice(0, 7); month >= since.slice(0, 7) && empty < emptyMonths; month = monthBefore(month)) {
    const keys = await newestKeys(tables, historyOf(agentId, month), { before, limit: limit + 1 - found.length });
    found.push(...keys);
    if (found.length > limit) break;
    empty = keys.length === 0 ? empty + 1 : 0;
  }
  return found.filter(({ historyAt }) => historyAt >= since);
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

/** What stands under one key of the index, newest first. */
export async function newestKeys(
  { client, work }: WorkTable,
  of: string,
  { before, limit }: { before: string; limit: number },
): Promise<HistoryKey[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: work,
      IndexName: 'history',
      KeyConditionExpression: '#historyOf = :of AND #historyAt < :before',
      ExpressionAttributeNames: { '#historyOf': 'historyOf', '#historyAt': 'historyAt' },
      ExpressionAttributeValues: { ':of': of, ':before': before },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(({ pk, sk, historyAt }) => ({ pk: String(pk), sk: String(sk), historyAt: String(historyAt) }));
}

/** In the order of the keys. */
export async function readActions(tables: WorkTable, keys: { pk: string; sk: string }[]): Promise<Action[]> {
  return readItems(tables, keys, Action);
}
