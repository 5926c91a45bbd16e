import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { dueShard } from '../action/action.ts';
import type { WorkTable } from '../tables.ts';
import { MailState, mailStateKey, type Unreachable } from './mail-state.ts';

/** Longer than it takes to store an entry and then to queue it, and than clocks differ. */
const UNDER_WAY_MS = 5_000;

export async function readMailState({ client, work }: WorkTable, personId: string): Promise<MailState | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: mailStateKey(personId), ConsistentRead: true }),
  );
  return Item && MailState.parse(Item);
}

/**
 * Something is to be said to a person by email, now or when five minutes are over since the last one. From here on the
 * sweep finds it: who dies before it is sent loses nothing.
 */
export async function queueMail(tables: WorkTable, personId: string, at: string): Promise<void> {
  await update(tables, personId, {
    UpdateExpression:
      'SET #kind = :kind, #personId = :personId, #token = if_not_exists(#token, :token), ' +
      '#queued = if_not_exists(#queued, :none) + :one, #unsaidSince = if_not_exists(#unsaidSince, :at), ' +
      '#dueShard = :shard, #dueAt = if_not_exists(#notBefore, :at)',
    ExpressionAttributeValues: {
      ...{ ':kind': 'mail', ':personId': personId, ':token': randomBytes(32).toString('base64url') },
      ...{ ':none': 0, ':one': 1, ':at': at, ':shard': dueShard(personId) },
    },
  });
}

/**
 * The right to send the one email of the next five minutes, taken before it is sent. Of two who read the same state one
 * gets it; a crash after it costs five minutes, and never a second email within them.
 */
export async function claimMail(
  tables: WorkTable,
  { personId, queued }: MailState,
  now: Date,
  notBefore: Date,
): Promise<boolean> {
  const state = await update(tables, personId, {
    UpdateExpression: 'SET #notBefore = :next, #dueAt = :next',
    ConditionExpression:
      '#queued = :seen AND attribute_exists(#unsaidSince) AND (attribute_not_exists(#notBefore) OR #notBefore <= :now)',
    ExpressionAttributeValues: {
      ...{ ':seen': queued, ':now': now.toISOString(), ':next': notBefore.toISOString() },
    },
  });
  return state !== undefined;
}

/**
 * All that was queued as seen is said, or needs not be said. Of what came since, nobody knows whether it was: it is said
 * from a moment before `seenAt` on, so that some is said twice, and none never.
 */
export async function closeMail(tables: WorkTable, { personId, queued }: MailState, seenAt: Date): Promise<void> {
  const seen = { ConditionExpression: '#queued = :seen', ExpressionAttributeValues: { ':seen': queued } };
  const closed = await update(tables, personId, {
    UpdateExpression: 'REMOVE #unsaidSince, #dueShard, #dueAt',
    ...seen,
  });
  if (closed) return;
  await update(tables, personId, {
    UpdateExpression: 'SET #unsaidSince = :since',
    ConditionExpression: 'attribute_exists(#unsaidSince)',
    ExpressionAttributeValues: { ':since': new Date(seenAt.getTime() - UNDER_WAY_MS).toISOString() },
  });
}

/** SES said that it did not take it: the next try need not wait until the five minutes are over. */
export async function giveMailBack(tables: WorkTable, { personId }: MailState, at: Date): Promise<void> {
  await update(tables, personId, {
    UpdateExpression: 'SET #notBefore = :at, #dueAt = :at',
    ConditionExpression: 'attribute_exists(#unsaidSince)',
    ExpressionAttributeValues: { ':at': at.toISOString() },
  });
}

/** Emails do not reach this address. What was to be said by email is said to others instead. */
export async function markUnreachable(tables: WorkTable, personId: string, unreachable: Unreachable): Promise<void> {
  await update(tables, personId, {
    UpdateExpression:
      'SET #kind = :kind, #personId = :personId, #unreachable = :why, #queued = if_not_exists(#queued, :none) ' +
      'REMOVE #unsaidSince, #dueShard, #dueAt',
    ExpressionAttributeValues: { ':kind': 'mail', ':personId': personId, ':why': unreachable, ':none': 0 },
  });
}

/** The person looked at how they are told, and wants it so: the address is tried again. */
export async function clearUnreachable(tables: WorkTable, personId: string): Promise<void> {
  await update(tables, personId, {
    UpdateExpression: 'REMOVE #unreachable',
    ConditionExpression: 'attribute_exists(#unreachable)',
  });
}

/** The item after the update; undefined where its condition did not hold. */
async function update(
  { client, work }: WorkTable,
  personId: string,
  request: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
): Promise<MailState | undefined> {
  const { UpdateExpression = '', ConditionExpression = '' } = request;
  const names = [...new Set(`${UpdateExpression} ${ConditionExpression}`.match(/#\w+/g))];
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: work,
        Key: mailStateKey(personId),
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
        ReturnValues: 'ALL_NEW',
        ...request,
      }),
    );
    return MailState.parse(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
