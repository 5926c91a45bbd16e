import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { WorkTable } from '../tables.ts';
import { Action, type Edited } from './action.ts';
import { actionKey } from './action-table.ts';

/** What an edit replaces. */
export type Edit = Pick<Action, 'content' | 'hash' | 'summary' | 'judgement'> & { edited: Edited };

/**
 * Replaces the content of an action that waits, before its approval is written: a crash between the two leaves an
 * edited question, and the other order an approval of content that is not there. Only while the action shows what it
 * showed when its rows were read as waiting, with the content that the person saw: two people who edit at the same time
 * must not get each other's text approved. Where a decision meanwhile is not shown yet, the edit voids it: what was
 * approved has another hash, and goes back to people.
 * Returns the edited action, or undefined when it was not as seen. What the agent proposed is kept, once.
 */
export async function editAction({ client, work }: WorkTable, action: Action, edit: Edit): Promise<Action | undefined> {
  const set = { ...edit, proposed: action.proposed ?? action.content };
  const names = Object.keys(set);
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: work,
        Key: actionKey(action.actionId),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: '#pv = :pv AND #content = :seen',
        ExpressionAttributeNames: Object.fromEntries([...names, 'pv'].map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
          ...{ ':pv': action.pv, ':seen': action.content },
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return Action.parse(Attributes);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const stored = error.Item && Action.parse(unmarshall(error.Item));
    // Only the reply of the first try was lost: this very edit stands.
    return isEdited(stored, edit) ? stored : undefined;
  }
}

/** Whether an action already has the content of this edit, from this very click. */
export function isEdited(action: Action | undefined, { content, edited }: Edit): boolean {
  return action?.content === content && action.edited?.decisionId === edited.decisionId;
}
