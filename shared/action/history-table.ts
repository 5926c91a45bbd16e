import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from '../tables.ts';
import { Action, historyOf } from './action.ts';

/** The first month that can have actions: nothing older is looked for. */
const FIRST_MONTH = '2026-01';
/** Months without an action that are passed over before the search gives up. */
const EMPTY_MONTHS = 24;
/** The most that one BatchGetItem takes. */
const MOST_KEYS = 100;

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
  const found: { pk: string; sk: string; historyAt: string }[] = [];
  let empty = 0;
  for (let month = before.slice(0, 7); month >= FIRST_MONTH && empty < EMPTY_MONTHS; month = monthBefore(month)) {
    const keys = await keysOf(tables, historyOf(agentId, month), before, limit + 1 - found.length);
    found.push(...keys);
    if (found.length > limit) break;
    empty = keys.length === 0 ? empty + 1 : 0;
  }
  const page = found.slice(0, limit);
  const actions = await readAll(tables, page);
  const last = page.at(-1);
  return { actions, ...(found.length > limit && last ? { next: last.historyAt } : {}) };
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

async function keysOf({ client, work }: WorkTable, of: string, before: string, limit: number) {
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

/** In the order of the keys; what BatchGetItem left out is asked for again. */
async function readAll({ client, work }: WorkTable, keys: { pk: string; sk: string }[]): Promise<Action[]> {
  const read = new Map<string, Action>();
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    let left: Record<string, unknown>[] = keys.slice(from, from + MOST_KEYS).map(({ pk, sk }) => ({ pk, sk }));
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [work]: { Keys: left } } }),
      );
      for (const item of Responses?.[work] ?? []) read.set(String(item.pk), Action.parse(item));
      left = UnprocessedKeys?.[work]?.Keys ?? [];
    }
  }
  return keys.flatMap(({ pk }) => read.get(pk) ?? []);
}
