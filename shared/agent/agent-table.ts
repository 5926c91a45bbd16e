import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadMode, WorkTable } from '../tables.ts';
import { Agent } from './agent.ts';

export function agentKey(agentId: string) {
  return { pk: `AGENT#${agentId}`, sk: 'PROFILE' };
}

/** Consistently, unless asked otherwise: what an admin has just switched off must not run. A deleted agent is none. */
export async function readAgent(
  tables: WorkTable,
  agentId: string,
  mode: ReadMode = 'consistent',
): Promise<Agent | undefined> {
  return livingOrNone(await readAnyAgent(tables, agentId, mode));
}

/** An item as it was read together with others: what `readAgent` gives of it. */
export function agentOf(item: unknown): Agent | undefined {
  return item === undefined ? undefined : livingOrNone(Agent.parse(item));
}

function livingOrNone(agent: Agent | undefined): Agent | undefined {
  return agent?.deletedAt === undefined ? agent : undefined;
}

/** Deleted ones too: for who reads what it did. */
export async function readAnyAgent(
  { client, work }: WorkTable,
  agentId: string,
  mode: ReadMode = 'consistent',
): Promise<Agent | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: agentKey(agentId), ConsistentRead: mode === 'consistent' }),
  );
  return Item && Agent.parse(Item);
}

/** One attribute of an agent that is there: the note that its next request is counted first, or not any more. */
export async function setManyPending(
  { client, work }: WorkTable,
  agentId: string,
  manyPending: boolean,
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: agentKey(agentId),
        UpdateExpression: 'SET #manyPending = :many',
        ConditionExpression: 'attribute_exists(#pk)',
        ExpressionAttributeNames: { '#manyPending': 'manyPending', '#pk': 'pk' },
        ExpressionAttributeValues: { ':many': manyPending },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
