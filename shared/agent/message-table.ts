import { setTimeout as delay } from 'node:timers/promises';
import { dueShard } from '../action/action.ts';
import { AppError } from '../errors.ts';
import { queryItems } from '../query-items.ts';
import type { WorkTable } from '../tables.ts';
import {
  type Conversation,
  chatsOf,
  conversationsOf,
  type IncomingMessage,
  MAX_SEQ,
  Message,
  messageSortKey,
} from './conversation.ts';
import { conversationKey, readConversation } from './conversation-table.ts';
import { type TransactItem, transact } from './transact.ts';

/** How long an unanswered message may lie before the sweep wakes the agent again. */
const ANSWER_WITHIN_MS = 60_000;

/** How often a number is taken anew because another message got it first. */
const TRIES = 20;
/** More than the table takes for one of them, or all would come back at the same moment. */
const SPREAD_MS = 25;

type NewConversation = Pick<
  Conversation,
  'conversationId' | 'agentId' | 'origin' | 'tainted' | 'trigger' | 'title' | 'chatPersonId' | 'createdAt'
>;

/** All messages in order, or those after a number; consistently, since a run decides on what it gets. */
export async function readMessages(tables: WorkTable, conversationId: string, after = 0): Promise<Message[]> {
  const items = queryItems(tables, {
    TableName: tables.work,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ...{ ':pk': conversationKey(conversationId).pk, ':from': messageSortKey(after + 1) },
      ':to': messageSortKey(MAX_SEQ),
    },
    ConsistentRead: true,
  });
  return Array.fromAsync(items, (item) => Message.parse(item));
}

/** An item that must not exist yet, or several of them. */
type Fence = Record<string, unknown> | readonly Record<string, unknown>[];

/** What else is written in the same transaction, and may refuse it: why it was refused, the caller knows. */
type Also = readonly TransactItem[];

/**
 * Starts a conversation with its first message, and `fence`, an item that must not exist yet (the trigger's delivery),
 * all or nothing. Returns false when the fence stood: this delivery started its conversation before.
 */
export async function startConversation(
  tables: WorkTable,
  conversation: NewConversation,
  message: IncomingMessage,
  fence: Fence,
  also: Also = [],
): Promise<boolean> {
  const { conversationId, agentId, createdAt, chatPersonId } = conversation;
  const item = {
    ...{ title: conversation.trigger.name, ...conversation, kind: 'conversation', lastSeq: 1, lastAt: createdAt },
    ...{ historyOf: conversationsOf(agentId, conversation.trigger.kind), historyAt: `${createdAt}#${conversationId}` },
    ...due(conversationId, createdAt),
  };
  const fences = [fence].flat().map((each) => putOnce(tables, each));
  const refused = await transact(tables, [
    ...fences,
    { Put: { TableName: tables.work, Item: { ...conversationKey(conversationId), ...item } } },
    putMessage(tables, { ...message, conversationId, agentId, seq: 1, direction: 'in', at: createdAt }),
    ...also,
    ...(chatPersonId ? [{ Put: { TableName: tables.work, Item: chatItem(item, chatPersonId) } }] : []),
  ]);
  if (refused !== undefined && refused >= fences.length + 2) throw new RefusedBeside(refused - fences.length - 2);
  return refused === undefined;
}

/** One of the items that were to be written beside a message refused all of it. */
export class RefusedBeside extends Error {
  readonly at: number;

  constructor(at: number) {
    super(`Item ${at} beside the message refused it`);
    this.name = 'RefusedBeside';
    this.at = at;
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
  fence: Fence,
  now: Date,
  { also = [], taints = false }: { also?: Also; taints?: boolean } = {},
): Promise<boolean> {
  const at = now.toISOString();
  const fences = [fence].flat().map((each) => putOnce(tables, each));
  for (let tries = 0; tries < TRIES; tries++) {
    const conversation = await readConversation(tables, conversationId);
    if (!conversation) throw new AppError('NOT_FOUND', { conversationId });
    const { agentId, lastSeq } = conversation;
    const refused = await transact(tables, [
      ...fences,
      advance(tables, conversation, at, { ifMissing: due(conversationId, at), ...(taints ? { tainted: true } : {}) }),
      putMessage(tables, { ...message, conversationId, agentId, seq: lastSeq + 1, direction: 'in', at }),
      ...also,
    ]);
    if (refused === undefined) return true;
    if (refused < fences.length) return false;
    if (refused >= fences.length + 2) throw new RefusedBeside(refused - fences.length - 2);
    // Many at once took the same number: each steps back for another while, so that they do not meet again.
    await delay(Math.random() * SPREAD_MS * (tries + 1));
  }
  throw new AppError('BUSY', { conversationId });
}

/** Stores what a run did, if that run still holds the conversation and nothing else was added meanwhile. */
export async function addStep(
  tables: WorkTable,
  conversation: Conversation,
  runId: string,
  step: string,
  now: Date,
): Promise<boolean> {
  const { conversationId, agentId, lastSeq } = conversation;
  const at = now.toISOString();
  const refused = await transact(tables, [
    advance(tables, conversation, at, { runId }),
    putMessage(tables, { step, runId, conversationId, agentId, seq: lastSeq + 1, direction: 'step', at }),
  ]);
  return refused === undefined;
}

/** Stands for a chat in the list of those that a person has with an agent. */
function chatItem({ agentId, historyAt }: { agentId: string; historyAt: string }, personId: string) {
  return { pk: chatsOf(personId, agentId), sk: historyAt, kind: 'chat' };
}

function due(conversationId: string, now: string) {
  const dueAt = new Date(Date.parse(now) + ANSWER_WITHIN_MS).toISOString();
  return { dueShard: dueShard(conversationId), dueAt };
}

type Advance = {
  ifMissing?: Record<string, string>;
  /** What came in is not vouched for, and what follows from it is not either. */
  tainted?: true;
  /** For a step: the run that must still hold the lease. */
  runId?: string;
};

/** Takes the next number, if the last one is still what was seen and, for a step, the run still holds the lease. */
function advance(
  { work }: WorkTable,
  { conversationId, lastSeq }: Conversation,
  at: string,
  { ifMissing = {}, tainted, runId }: Advance,
): TransactItem {
  const missing = Object.keys(ifMissing).map((name) => `${name} = if_not_exists(${name}, :${name})`);
  const sets = ['lastSeq = :next', 'lastAt = :at', ...missing, ...(tainted ? ['tainted = :tainted'] : [])];
  return {
    Update: {
      TableName: work,
      Key: conversationKey(conversationId),
      UpdateExpression: `SET ${sets.join(', ')}${runId ? ' REMOVE failures' : ''}`,
      ConditionExpression: `lastSeq = :seen${runId ? ' AND runId = :runId' : ''}`,
      ExpressionAttributeValues: {
        ...{ ':seen': lastSeq, ':next': lastSeq + 1, ':at': at },
        ...(runId ? { ':runId': runId } : {}),
        ...(tainted ? { ':tainted': true } : {}),
        ...Object.fromEntries(Object.entries(ifMissing).map(([name, value]) => [`:${name}`, value])),
      },
    },
  };
}

function putMessage(tables: WorkTable, message: Omit<Message, 'kind'>): TransactItem {
  const { conversationId, seq } = message;
  const key = { pk: `CONVERSATION#${conversationId}`, sk: messageSortKey(seq) };
  return putOnce(tables, { ...key, kind: 'message', ...message });
}

function putOnce({ work }: WorkTable, item: Record<string, unknown>): TransactItem {
  return { Put: { TableName: work, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } };
}
