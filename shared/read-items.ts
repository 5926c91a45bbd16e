import type * as z from 'zod';
import { MOST_KEYS, readTogether } from './read-together.ts';
import type { WorkTable } from './tables.ts';

type Key = { pk: string; sk: string };

/** Items of *work* in the order of their keys; those that are not there are left out. They may be a moment old. */
export async function readItems<T extends z.ZodType>(
  { client, work }: WorkTable,
  keys: Key[],
  schema: T,
): Promise<z.output<T>[]> {
  const items = await readMany({ client, table: work }, distinct(keys));
  const read = new Map(items.map((item) => [`${item.pk} ${item.sk}`, schema.parse(item)]));
  return keys.flatMap(({ pk, sk }) => read.get(`${pk} ${sk}`) ?? []);
}

/** BatchGetItem refuses a key that comes twice. */
function distinct(keys: Key[]): Key[] {
  return [...new Map(keys.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }])).values()];
}

/** Any number of items of a table, in as many requests as it takes; those that are not there are left out. */
export async function readMany(
  { client, table }: Pick<WorkTable, 'client'> & { table: string },
  keys: Record<string, unknown>[],
): Promise<Record<string, unknown>[]> {
  const read: Record<string, unknown>[] = [];
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    const some = keys.slice(from, from + MOST_KEYS);
    const [items = []] = await readTogether({ client }, { table, keys: some, mode: 'eventual' });
    read.push(...items.filter((item) => item !== undefined));
  }
  return read;
}
