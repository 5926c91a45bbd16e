import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { LedgerRow } from '../ledger/ledger.ts';
import { log } from '../log.ts';
import type { WorkTable } from '../tables.ts';
import { type Answer, AnswerItem } from './answer.ts';
import type { Capability } from './capability.ts';

const DAY_S = 86_400;

/** Long enough to look into what went wrong; it may hold what others would not want kept for good. */
const KEPT_S = 90 * DAY_S;

/** Only these bring an answer back. */
const ANSWERED: ReadonlySet<Capability> = new Set(['http_request', 'use_tool']);

type Try = Pick<LedgerRow, 'actionId' | 'round'> & { claimId: string; attempt: number };

function answerKey({ actionId, round }: Pick<Try, 'actionId' | 'round'>) {
  return { pk: `ANSWER#${actionId}`, sk: String(round) };
}

/** Keeps the answer of a try. A late executor does not put its answer in the place of that of a later try. */
export async function writeAnswer(
  { client, work }: WorkTable,
  { actionId, round, claimId, attempt }: Try,
  answer: Answer,
  { now, abortSignal }: { now: Date; abortSignal: AbortSignal },
): Promise<void> {
  const item: AnswerItem = {
    ...{ kind: 'answer', actionId, round, claimId, attempt, answer, at: now.toISOString() },
    expiresAt: Math.floor(now.getTime() / 1_000) + KEPT_S,
  };
  const command = new PutCommand({
    TableName: work,
    Item: { ...answerKey(item), ...item },
    ConditionExpression: 'attribute_not_exists(pk) OR #attempt <= :attempt',
    ExpressionAttributeNames: { '#attempt': 'attempt' },
    ExpressionAttributeValues: { ':attempt': attempt },
  });
  try {
    await client.send(command, { abortSignal });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** What came back of the try that a row ended with; undefined where nothing did, or nothing was kept. */
export async function readAnswer({ client, work }: WorkTable, row: LedgerRow): Promise<Answer | undefined> {
  const claimId = 'claimId' in row ? row.claimId : undefined;
  if (!claimId || !ANSWERED.has(row.capability)) return undefined;
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: answerKey(row), ConsistentRead: true }));
  if (!Item) return undefined;
  const read = AnswerItem.safeParse(Item);
  // Never a reason to tell nobody how it ended.
  if (!read.success) log.warn('answer cannot be read', { actionId: row.actionId, round: row.round });
  return read.data?.claimId === claimId ? read.data.answer : undefined;
}
