import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { REPEAT_AFTER_MS } from '../events/repeat-after.ts';
import type { WorkTable } from '../tables.ts';
import { type Action, dueShard } from './action.ts';
import { actionKey } from './action-table.ts';

/**
 * The due key of an action that waits for people, from the moment on that it waits: when the sweep looks whether they
 * were told. What waits in a chat is seen there.
 */
export function questionDue({ actionId, origin }: Pick<Action, 'actionId' | 'origin'>, since: string) {
  if (origin === 'chat') return {};
  const dueAt = new Date(Date.parse(since) + REPEAT_AFTER_MS).toISOString();
  return { dueShard: dueShard(actionId), dueAt };
}

/** People were told: the question leaves the sweep's list, and waits for them for as long as it takes. */
export async function closeQuestion(tables: WorkTable, action: Action): Promise<void> {
  await changeDue(tables, action, 'REMOVE #dueShard, #dueAt', { '#dueShard': 'dueShard' });
}

/** The sweep looks again at that time. */
export async function putOffQuestion(tables: WorkTable, action: Action, until: string): Promise<void> {
  await changeDue(tables, action, 'SET #dueAt = :until', {}, { ':until': until });
}

/** As seen: a question of the next round, asked since, has a due key of its own that must stay. */
async function changeDue(
  { client, work }: WorkTable,
  action: Action,
  update: string,
  names: Record<string, string>,
  values: Record<string, string> = {},
): Promise<void> {
  // It left the list before: the same event comes twice.
  if (!action.dueAt) return;
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: actionKey(action.actionId),
        UpdateExpression: update,
        ConditionExpression: '#round = :round AND #dueAt = :due',
        ExpressionAttributeNames: { '#round': 'round', '#dueAt': 'dueAt', ...names },
        ExpressionAttributeValues: { ':round': action.round, ':due': action.dueAt, ...values },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
