import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dueQuery, queryItems } from '../query-items.ts';
import type { ReadMode, WorkTable } from '../tables.ts';
import { Action, type ActionState, pendingOf } from './action.ts';

export function actionKey(actionId: string) {
  return { pk: `ACTION#${actionId}`, sk: 'STATE' };
}

export async function readAction(
  { client, work }: WorkTable,
  actionId: string,
  mode: ReadMode = 'consistent',
): Promise<Action | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: actionKey(actionId), ConsistentRead: mode === 'consistent' }),
  );
  return Item && Action.parse(Item);
}

/**
 * Stores an action under its derived id, once: a repeated tool call gets the action that the first one made.
 * Returns that earlier action, or undefined when this one was stored.
 */
export async function createAction({ client, work }: WorkTable, action: Action): Promise<Action | undefined> {
  try {
    await client.send(
      new PutCommand({
        TableName: work,
        Item: { ...actionKey(action.actionId), ...action },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item) return Action.parse(unmarshall(error.Item));
    throw error;
  }
}

/** What a projection writes on an action. */
export type Projection = {
  state: ActionState;
  round: number;
  pv: number;
  /** See `Action.closes`. */
  closes: number | undefined;
  /** Set when it waits for people again: since when, why, and when the sweep looks whether they were told. */
  waiting: { since: string; reason: string; due: { dueShard?: string; dueAt?: string } } | undefined;
};

/**
 * Shows the ledger's state on the action. Only forwards: a projector that read the rows before somebody else's write
 * has the smaller sum, and must not put the old state back. Returns whether it was written.
 */
export async function writeProjection(
  { client, work }: WorkTable,
  action: Pick<Action, 'actionId' | 'agentId'>,
  shown: Projection,
): Promise<boolean> {
  const { waiting, closes } = shown;
  const sets = ['#state = :state', '#round = :round', '#pv = :pv'];
  const removes: string[] = [];
  if (waiting?.due.dueAt) sets.push('#dueShard = :dueShard', '#dueAt = :dueAt');
  else removes.push('#dueShard', '#dueAt');
  if (closes === undefined) removes.push('#closes');
  else sets.push('#closes = :closes');
  if (waiting) sets.push('#pendingOf = :pendingOf', '#pendingAt = :pendingAt', '#pendingReason = :pendingReason');
  else removes.push('#pendingOf', '#pendingAt', '#pendingReason');
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: actionKey(action.actionId),
        UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
        ConditionExpression: 'attribute_exists(#pk) AND #pv < :pv',
        ExpressionAttributeNames: {
          ...{
            '#pk': 'pk',
            '#state': 'state',
            '#round': 'round',
            '#pv': 'pv',
            '#closes': 'closes',
            '#dueShard': 'dueShard',
            '#dueAt': 'dueAt',
          },
          ...{ '#pendingOf': 'pendingOf', '#pendingAt': 'pendingAt', '#pendingReason': 'pendingReason' },
        },
        ExpressionAttributeValues: {
          ...{ ':state': shown.state, ':round': shown.round, ':pv': shown.pv, ':closes': closes },
          ...(waiting
            ? {
                ':pendingOf': pendingOf(action.agentId, action.actionId),
                ':pendingAt': `${waiting.since}#${action.actionId}`,
                ':pendingReason': waiting.reason,
                ...(waiting.due.dueAt ? { ':dueShard': waiting.due.dueShard, ':dueAt': waiting.due.dueAt } : {}),
              }
            : {}),
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Ids of actions that were allowed and have not been seen to run, and of conversations left unanswered. */
export async function* dueWork(
  tables: WorkTable,
  shard: string,
  before: Date,
): AsyncGenerator<{ pk: string; sk: string }> {
  const found = queryItems(tables, dueQuery(tables.work, shard, before));
  for await (const item of found) yield { pk: String(item.pk), sk: String(item.sk) };
}
