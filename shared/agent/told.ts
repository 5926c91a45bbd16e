import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isElsewhere, wantsCallback } from '../elsewhere/elsewhere.ts';
import { type LedgerRow, type RowState, wantsAgentTold } from '../ledger/ledger.ts';
import type { WorkTable } from '../tables.ts';
import { conversationKey } from './conversation-table.ts';

/** States that an agent is told of. A lapsed approval is asked again, and its end is told then. */
const TOLD_OF: ReadonlySet<RowState> = new Set([
  ...(['executed', 'failed', 'uncertain', 'rejected', 'withdrawn'] as const),
  // What was allowed asks now.
  'declined',
]);

type About = Pick<LedgerRow, 'conversationId' | 'actionId' | 'round' | 'state'>;

/**
 * Item `CONVERSATION#<id>` / `TOLD#<action>#<round>#<state>` of *work*: the agent knows that this round ended so. Made
 * once, together with the message that says it or before the tool result that does.
 */
export function toldFence({ conversationId, actionId, round, state }: About) {
  return { pk: conversationKey(conversationId).pk, sk: `TOLD#${actionId}#${round}#${state}`, kind: 'told' };
}

/** Item `CONVERSATION#<id>` / `AWAITS#<action>`: the tool result of an allowed action did not say how it ends. */
function awaitsKey({ conversationId, actionId }: Pick<About, 'conversationId' | 'actionId'>) {
  return { pk: conversationKey(conversationId).pk, sk: `AWAITS#${actionId}` };
}

/**
 * To be written before the row is read for the last time: whoever settles the row after that reading tells the agent,
 * because of this mark.
 */
export async function markAwaited({ client, work }: WorkTable, about: Parameters<typeof awaitsKey>[0]): Promise<void> {
  await client.send(new PutCommand({ TableName: work, Item: { ...awaitsKey(about), kind: 'awaits' } }));
}

export async function isAwaited(tables: WorkTable, about: Parameters<typeof awaitsKey>[0]): Promise<boolean> {
  return exists(tables, awaitsKey(about));
}

/**
 * Whether a tool result may say how a row ended: once for each state, and not after a message said so. The same tool
 * call that comes again, because its run was cut off, may say it again.
 */
export async function mayTellByResult({ client, work }: WorkTable, row: About): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({
        TableName: work,
        Item: { ...toldFence(row), by: 'result' },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item !== undefined && unmarshall(error.Item).by === 'result';
  }
}

/** That an agent built elsewhere was called back, or never will be: nobody has to say it again. */
export async function markTold({ client, work }: WorkTable, row: About, by: 'callback' | 'no_callback' | 'gave_up') {
  await client.send(new PutCommand({ TableName: work, Item: { ...toldFence(row), by } }));
}

/** Whether a message has to say how this row ended: people wanted it, or the tool result left it open. */
export async function isToBeTold(tables: WorkTable, row: LedgerRow): Promise<boolean> {
  if (!TOLD_OF.has(row.state)) return false;
  if (isElsewhere(row.conversationId)) return isToBeCalledBack(tables, row);
  return row.verdict === 'allow' ? isAwaited(tables, row) : wantsAgentTold(row);
}

/** Whoever set up a callback wants to know how everything ends, whatever a person ticked; of what its answer did not say. */
async function isToBeCalledBack(tables: WorkTable, row: LedgerRow): Promise<boolean> {
  return wantsCallback(row.conversationId) && (row.verdict !== 'allow' || (await isAwaited(tables, row)));
}

/** False while a message that has to be there is not. */
export async function isAgentTold(tables: WorkTable, row: LedgerRow): Promise<boolean> {
  return !(await isToBeTold(tables, row)) || isMarkedTold(tables, row);
}

export async function isMarkedTold(tables: WorkTable, row: About): Promise<boolean> {
  return exists(tables, toldFence(row));
}

async function exists({ client, work }: WorkTable, { pk, sk }: { pk: string; sk: string }): Promise<boolean> {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: { pk, sk }, ConsistentRead: true }));
  return Item !== undefined;
}
