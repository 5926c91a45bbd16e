import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dueShard } from '../action/action.ts';
import type { WorkTable } from '../tables.ts';
import { Conversation } from './conversation.ts';

export function conversationKey(conversationId: string) {
  return { pk: `CONVERSATION#${conversationId}`, sk: 'PROFILE' };
}

export async function readConversation(
  { client, work }: WorkTable,
  conversationId: string,
): Promise<Conversation | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: conversationKey(conversationId), ConsistentRead: true }),
  );
  return Item && Conversation.parse(Item);
}

/** Takes the conversation for one run. Refused while another run holds it: two runs would answer the same message. */
export async function takeLease(
  { client, work }: WorkTable,
  conversationId: string,
  runId: string,
  now: Date,
  leaseMs: number,
): Promise<Conversation | undefined> {
  const leaseUntil = new Date(now.getTime() + leaseMs).toISOString();
  return unlessRefused(async () => {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: work,
        Key: conversationKey(conversationId),
        UpdateExpression: 'SET runId = :runId, leaseUntil = :until, dueShard = :shard, dueAt = :until',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now)',
        ExpressionAttributeValues: {
          ...{ ':runId': runId, ':until': leaseUntil },
          ...{ ':now': now.toISOString(), ':shard': dueShard(conversationId) },
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Conversation.parse(Attributes);
  });
}

/**
 * Gives the conversation back, if no message came in since the run last looked. A message that did would otherwise
 * lie unanswered: its own wake-up found the conversation taken.
 */
export async function releaseLease(tables: WorkTable, seen: Conversation, runId: string): Promise<boolean> {
  return endRun(tables, seen, runId, 'REMOVE runId, leaseUntil, dueShard, dueAt');
}

/** The same, unanswered: the sweep wakes the agent again at that time. */
export async function putOffAnswer(
  tables: WorkTable,
  seen: Conversation,
  runId: string,
  until: Date,
): Promise<boolean> {
  return endRun(tables, seen, runId, 'SET dueAt = :until REMOVE runId, leaseUntil', { ':until': until.toISOString() });
}

/** The same, since the model could not answer, so many times in a row. */
export async function putOffFailed(
  tables: WorkTable,
  seen: Conversation,
  runId: string,
  { failures, until }: { failures: number; until: Date },
): Promise<boolean> {
  const values = { ':until': until.toISOString(), ':failures': failures };
  return endRun(tables, seen, runId, 'SET dueAt = :until, failures = :failures REMOVE runId, leaseUntil', values);
}

async function endRun(
  { client, work }: WorkTable,
  { conversationId, lastSeq }: Conversation,
  runId: string,
  update: string,
  values: Record<string, string | number> = {},
): Promise<boolean> {
  const ended = await unlessRefused(async () => {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: conversationKey(conversationId),
        UpdateExpression: update,
        ConditionExpression: 'runId = :runId AND lastSeq = :seen',
        ExpressionAttributeValues: { ':runId': runId, ':seen': lastSeq, ...values },
      }),
    );
    return true;
  });
  return ended === true;
}

async function unlessRefused<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
