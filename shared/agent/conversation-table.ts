import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand, type TransactWriteCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dueShard } from '../action/action.ts';
import { AppError } from '../errors.ts';
import { queryPrefix } from '../people/person-table.ts';
import type { WorkTable } from '../tables.ts';
import { Conversation, type IncomingMessage, Message, messageSortKey } from './conversation.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

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

/** All messages in order. */
export async function readMessages(tables: WorkTable, conversationId: string): Promise<Message[]> {
  return queryPrefix(tables, `CONVERSATION#${conversationId}`, 'MESSAGE#', Message);
}

/** How long an unanswered message may lie before the sweep wakes the agent again. */
const ANSWER_WITHIN_MS = 60_000;

/**
 * Starts a conversation with its first message, and `fence`, an item that must not exist yet (the trigger's delivery),
 * all or nothing. Returns false when the fence stood: this delivery started its conversation before.
 */
export async function startConversation(
  { client, work }: WorkTable,
  conversation: Omit<Conversation, 'kind' | 'lastSeq' | 'dueShard' | 'dueAt' | 'runId' | 'leaseUntil'>,
  message: IncomingMessage,
  fence: Record<string, unknown>,
): Promise<boolean> {
  const { conversationId, agentId, createdAt } = conversation;
  const item = { ...conversation, kind: 'conversation', lastSeq: 1, ...due(conversationId, createdAt) };
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: work, Item: fence, ConditionExpression: 'attribute_not_exists(pk)' } },
          { Put: { TableName: work, Item: { ...conversationKey(conversationId), ...item } } },
          putMessage(work, { ...message, conversationId, agentId, seq: 1, direction: 'in', at: createdAt }),
        ],
      }),
    );
    return true;
  } catch (error) {
    if (refusedAt(error, 0)) return false;
    throw error;
  }
}

/**
 * Adds a message that the agent has to answer, once: `fence` is an item that must not exist yet. The number comes
 * from the conversation, so two messages at once get two numbers and neither is lost. Returns false when it was
 * added before.
 */
export async function addIncoming(
  tables: WorkTable,
  conversationId: string,
  message: IncomingMessage,
  fence: Record<string, unknown>,
  now: Date,
): Promise<boolean> {
  const { client, work } = tables;
  for (let tries = 0; tries < 10; tries++) {
    const conversation = await readConversation(tables, conversationId);
    if (!conversation) throw new AppError('NOT_FOUND', { conversationId });
    const { agentId, lastSeq } = conversation;
    const at = now.toISOString();
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: work, Item: fence, ConditionExpression: 'attribute_not_exists(pk)' } },
            advance(work, conversation, due(conversationId, at)),
            putMessage(work, { ...message, conversationId, agentId, seq: lastSeq + 1, direction: 'in', at }),
          ],
        }),
      );
      return true;
    } catch (error) {
      if (refusedAt(error, 0)) return false;
      if (!(error instanceof TransactionCanceledException)) throw error;
    }
  }
  throw new AppError('BUSY', { conversationId });
}

/** Stores what a run did, if that run still holds the conversation and nothing else was added meanwhile. */
export async function addStep(
  { client, work }: WorkTable,
  conversation: Conversation,
  runId: string,
  step: string,
  now: Date,
): Promise<boolean> {
  const { conversationId, agentId, lastSeq } = conversation;
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          advance(work, conversation, {}, runId),
          putMessage(work, {
            step,
            runId,
            conversationId,
            agentId,
            seq: lastSeq + 1,
            direction: 'step',
            at: now.toISOString(),
          }),
        ],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return false;
    throw error;
  }
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
  return conditional(async () => {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: work,
        Key: conversationKey(conversationId),
        UpdateExpression: 'SET runId = :runId, leaseUntil = :until, dueShard = :shard, dueAt = :until',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now)',
        ExpressionAttributeValues: {
          ':runId': runId,
          ':until': leaseUntil,
          ':now': now.toISOString(),
          ':shard': dueShard(conversationId),
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
export async function releaseLease(
  { client, work }: WorkTable,
  { conversationId, lastSeq }: Conversation,
  runId: string,
): Promise<boolean> {
  const released = await conditional(async () => {
    await client.send(
      new UpdateCommand({
        TableName: work,
        Key: conversationKey(conversationId),
        UpdateExpression: 'REMOVE runId, leaseUntil, dueShard, dueAt',
        ConditionExpression: 'runId = :runId AND lastSeq = :seen',
        ExpressionAttributeValues: { ':runId': runId, ':seen': lastSeq },
      }),
    );
    return true;
  });
  return released === true;
}

function due(conversationId: string, now: string) {
  return { dueShard: dueShard(conversationId), dueAt: new Date(Date.parse(now) + ANSWER_WITHIN_MS).toISOString() };
}

function advance(
  work: string,
  { conversationId, lastSeq }: Conversation,
  also: Record<string, string>,
  runId?: string,
): TransactItem {
  const sets = ['lastSeq = :next', ...Object.keys(also).map((name) => `${name} = if_not_exists(${name}, :${name})`)];
  return {
    Update: {
      TableName: work,
      Key: conversationKey(conversationId),
      UpdateExpression: `SET ${sets.join(', ')}`,
      ConditionExpression: `lastSeq = :seen${runId ? ' AND runId = :runId' : ''}`,
      ExpressionAttributeValues: {
        ...{ ':seen': lastSeq, ':next': lastSeq + 1 },
        ...(runId ? { ':runId': runId } : {}),
        ...Object.fromEntries(Object.entries(also).map(([name, value]) => [`:${name}`, value])),
      },
    },
  };
}

function putMessage(work: string, message: Omit<Message, 'kind'>): TransactItem {
  const { conversationId, seq } = message;
  const key = { pk: `CONVERSATION#${conversationId}`, sk: messageSortKey(seq) };
  return {
    Put: {
      TableName: work,
      Item: { ...key, kind: 'message', ...message },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

async function conditional<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

function refusedAt(error: unknown, index: number): boolean {
  return (
    error instanceof TransactionCanceledException &&
    error.CancellationReasons?.[index]?.Code === 'ConditionalCheckFailed'
  );
}
