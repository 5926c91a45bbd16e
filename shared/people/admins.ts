import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { TransactItem } from '../agent/transact.ts';
import { AppError } from '../errors.ts';
import type { WorkTable } from '../tables.ts';

/** Item `ADMINS` / `ADMINS` of *work*: who the admins are, as one set, so that a condition can say that one is left. */
export const adminsKey = { pk: 'ADMINS', sk: 'ADMINS' };

export function firstAdmins(personId: string) {
  return { ...adminsKey, kind: 'admins', personIds: new Set([personId]) };
}

/** What a change of a person does to the set of admins. */
type Effect = { add: string } | { remove: string } | 'none';

/**
 * Belongs into the transaction of every change of people. `by` must be an admin at that very instant, and one admin must be
 * left: of two who remove each other in the same second the later one finds either that they are none any more, or that
 * there is no other.
 */
export function adminsItem(work: string, by: string, effect: Effect): TransactItem {
  const set = { '#ids': 'personIds' };
  const isAdmin = 'contains(#ids, :by)';
  if (effect === 'none')
    return admins(work, { UpdateExpression: 'SET #kind = :kind' }, isAdmin, {
      names: { ...set, '#kind': 'kind' },
      values: { ':kind': 'admins', ':by': by },
    });
  if ('add' in effect)
    return admins(work, { UpdateExpression: 'ADD #ids :who' }, isAdmin, {
      names: set,
      values: { ':who': new Set([effect.add]), ':by': by },
    });
  return admins(
    work,
    { UpdateExpression: 'DELETE #ids :who' },
    `${isAdmin} AND contains(#ids, :leaves) AND size(#ids) > :one`,
    { names: set, values: { ':who': new Set([effect.remove]), ':leaves': effect.remove, ':by': by, ':one': 1 } },
  );
}

function admins(
  work: string,
  update: { UpdateExpression: string },
  condition: string,
  { names, values }: { names: Record<string, string>; values: Record<string, unknown> },
): TransactItem {
  return {
    Update: {
      ...{ TableName: work, Key: adminsKey, ...update, ConditionExpression: condition },
      ...{ ExpressionAttributeNames: names, ExpressionAttributeValues: values },
    },
  };
}

/** Why the set of admins refused a change. */
export async function whyAdminsRefused({ client, work }: WorkTable, by: string, effect: Effect): Promise<AppError> {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: adminsKey, ConsistentRead: true }));
  const ids: Set<string> = Item?.personIds instanceof Set ? Item.personIds : new Set();
  if (!ids.has(by)) return new AppError('NOT_ADMIN');
  const isLast = typeof effect === 'object' && 'remove' in effect && ids.has(effect.remove) && ids.size === 1;
  return new AppError(isLast ? 'LAST_ADMIN' : 'VERSION_CONFLICT');
}
