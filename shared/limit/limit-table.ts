import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Counter } from '../guardrail/limits.ts';
import { readItems } from '../read-items.ts';
import type { WorkTable } from '../tables.ts';

/** All that an update of a count may name. */
export const COUNT_ATTRIBUTES = ['pk', 'sk', 'kind', 'uses', 'v', 'expiresAt'] as const;

/** Whose uses are counted: of one agent, those of a capability or of a tool. */
export type Counted = { agentId: string; countedAs: string };

/** Item `COUNT#<agent>#<capability>` / `<period>` of *work*. A recipient is in the key as a hash: a count needs no address. */
function countKey({ agentId, countedAs }: Counted, { period, recipient }: Counter) {
  const of = recipient === undefined ? '' : `#${createHash('sha256').update(recipient).digest('hex').slice(0, 32)}`;
  return { pk: `COUNT#${agentId}#${countedAs}`, sk: `${period}${of}` };
}

const Count = z.object({ sk: z.string(), uses: z.number().default(0) });

/** How many places of each of these counts are taken, in their order; it takes none, and may be a moment behind. */
export async function readUses(
  tables: WorkTable,
  counted: Counted,
  counters: readonly Counter[],
): Promise<{ counter: Counter; uses: number }[]> {
  const keys = counters.map((counter) => countKey(counted, counter));
  const found = new Map((await readItems(tables, keys, Count)).map(({ sk, uses }) => [sk, uses]));
  return counters.map((counter, at) => ({ counter, uses: found.get(keys[at]?.sk ?? '') ?? 0 }));
}

type Taken = { key: ReturnType<typeof countKey>; v: number };

/**
 * Takes one place in each of these counts, or in none; returns the first that is full. Each is one write on the condition
 * that there is room, and nothing is read before: of fifty requests in the same instant as many get through as there are
 * places. One after the other, narrowest first, so that all who race meet in the same order.
 */
export async function takePlaces(
  tables: WorkTable,
  counted: Counted,
  counters: readonly Counter[],
): Promise<Counter | undefined> {
  const taken: Taken[] = [];
  for (const counter of counters) {
    const place = await takePlace(tables, counted, counter);
    if (!place) {
      await Promise.all(taken.map((each) => giveBack(tables, each)));
      return counter;
    }
    taken.push(place);
  }
  return undefined;
}

async function takePlace({ client, work }: WorkTable, counted: Counted, counter: Counter): Promise<Taken | undefined> {
  const key = countKey(counted, counter);
  const thereIsRoom = 'attribute_not_exists(#uses) OR #uses < :most';
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: work,
        Key: key,
        UpdateExpression: 'SET #kind = :kind, #expiresAt = :over ADD #uses :one, #v :one',
        ConditionExpression: thereIsRoom,
        ExpressionAttributeNames: { '#kind': 'kind', '#expiresAt': 'expiresAt', '#uses': 'uses', '#v': 'v' },
        ExpressionAttributeValues: {
          ...{ ':kind': 'count', ':one': 1, ':most': counter.most },
          ':over': Math.ceil(counter.over.getTime() / 1000),
        },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return { key, v: Number(Attributes?.v) };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/**
 * Best effort, for an action that a broader count refused: only as the place was taken, since a write that was repeated
 * after a lost reply would otherwise give back somebody else's place too. Who cannot give back has used more than they did.
 */
async function giveBack({ client, work }: WorkTable, { key, v }: Taken): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: key,
        UpdateExpression: 'ADD #uses :less, #v :one',
        ConditionExpression: '#v = :seen',
        ExpressionAttributeNames: { '#uses': 'uses', '#v': 'v' },
        ExpressionAttributeValues: { ':less': -1, ':one': 1, ':seen': v },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
