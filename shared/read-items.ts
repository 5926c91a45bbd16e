import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { WorkTable } from './tables.ts';

/** The most that one BatchGetItem takes. */
const MOST_KEYS = 100;

type Key = { pk: string; sk: string };

/** Items of *work* in the order of their keys; those that are not there are left out. They may be a moment old. */
export async function readItems<T extends z.ZodType>(
  { client, work }: WorkTable,
  keys: Key[],
  schema: T,
): Promise<z.output<T>[]> {
  const items = await batchGet({ client, table: work }, distinct(keys));
  const read = new Map(items.map((item) => [`${item.pk} ${item.sk}`, schema.parse(item)]));
  return keys.flatMap(({ pk, sk }) => read.get(`${pk} ${sk}`) ?? []);
}

/** BatchGetItem refuses a key that comes twice. */
function distinct(keys: Key[]): Key[] {
  return [...new Map(keys.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }])).values()];
}

/** In as many calls as it takes; what the table left out is asked for again. */
export async function batchGet(
  { client, table }: Pick<WorkTable, 'client'> & { table: string },
  keys: Record<string, unknown>[],
): Promise<Record<string, unknown>[]> {
  const read: Record<string, unknown>[] = [];
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    let left = keys.slice(from, from + MOST_KEYS);
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left } } }),
      );
      read.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return read;
}
