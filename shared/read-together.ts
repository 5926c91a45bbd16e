import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { ReadMode, Tables } from './tables.ts';

type Item = Record<string, unknown>;

/** Keys of one table, and how they are read: one way for all of them. */
type Wanted = { table: string; keys: readonly Item[]; mode: ReadMode };

/** The most that one BatchGetItem takes. */
export const MOST_KEYS = 100;

const MAX_TRIES = 5;
const FIRST_WAIT_MS = 10;

/**
 * Items by their keys with one request, in the order of the keys, undefined where there is none. Each is read by itself,
 * as by requests side by side: no snapshot spans them. One request costs a function less of its processor, and one
 * connection at its start, where several cost several.
 */
export async function readTogether(
  { client }: Pick<Tables, 'client'>,
  ...wanted: Wanted[]
): Promise<(Item | undefined)[][]> {
  const found: Record<string, Item[]> = {};
  let left: BatchGetCommandInput['RequestItems'] = Object.fromEntries(
    wanted.map(({ table, keys, mode }) => [table, { Keys: [...keys], ConsistentRead: mode === 'consistent' }]),
  );
  for (let tries = 1; left && Object.keys(left).length > 0; tries++) {
    if (tries > MAX_TRIES) throw throttled();
    if (tries > 1) await delay(FIRST_WAIT_MS * 2 ** tries * Math.random());
    const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: left }));
    for (const [table, items] of Object.entries(answer.Responses ?? {}))
      found[table] = [...(found[table] ?? []), ...items];
    left = answer.UnprocessedKeys;
  }
  return wanted.map(({ table, keys }) => inOrder(keys, found[table] ?? []));
}

/** All keys of a table have the same attributes. */
function inOrder(keys: readonly Item[], items: Item[]): (Item | undefined)[] {
  const names = Object.keys(keys[0] ?? {});
  const textOf = (item: Item) => JSON.stringify(names.map((name) => item[name]));
  const found = new Map(items.map((item) => [textOf(item), item]));
  return keys.map((key) => found.get(textOf(key)));
}

/** A part of the keys was put off again and again: for whoever asked that is as if all of them had been. */
function throttled(): Error {
  return Object.assign(new Error('The table did not give all items'), { name: 'ThrottlingException' });
}
