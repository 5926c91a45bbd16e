import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from '../tables.ts';
import {
  Callback,
  CallbackFailure,
  type CallbackRequest,
  CallbackSecret,
  FORMER_SIGNS_MS,
  newCallbackSecret,
  SHOW_FAILURES_SECONDS,
} from './callback.ts';

const callbackKey = (agentId: string) => ({ pk: `CALLBACK#${agentId}`, sk: 'SETTINGS' });
const secretKey = (agentId: string) => ({ pk: `CALLBACKSECRET#${agentId}`, sk: 'SECRET' });

/** Apart from the settings: who notes a failure may not change where agents are called back. */
const failuresOf = (agentId: string) => `CALLBACKFAILURE#${agentId}`;

const SHOWN_FAILURES = 20;

export async function readCallback({ client, work }: WorkTable, agentId: string): Promise<Callback | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: callbackKey(agentId), ConsistentRead: true }),
  );
  return Item && Callback.parse(Item);
}

/** Only for the function that signs. */
export async function readCallbackSecret(
  { client, work }: WorkTable,
  agentId: string,
): Promise<CallbackSecret | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: work, Key: secretKey(agentId), ConsistentRead: true }),
  );
  return Item && CallbackSecret.parse(Item);
}

/** Says where an agent is called back. Returns the secret that was made for it, if one was: nobody can read it again. */
export async function writeCallback(
  tables: WorkTable,
  agentId: string,
  { url, enabled, newSecret }: CallbackRequest,
  { by, now }: { by: string; now: Date },
): Promise<string | undefined> {
  const secret = newCallbackSecret();
  const isFirst = await putFirstSecret(tables, agentId, secret);
  if (newSecret && !isFirst) await changeSecret(tables, agentId, secret, now);
  const callback: Callback = { kind: 'callback', agentId, url, enabled, changedAt: now.toISOString(), changedBy: by };
  await tables.client.send(new PutCommand({ TableName: tables.work, Item: { ...callbackKey(agentId), ...callback } }));
  return isFirst || newSecret ? secret : undefined;
}

/** Only where there is none: two who set up the callback at once would otherwise each be shown one, and one would be wrong. */
async function putFirstSecret({ client, work }: WorkTable, agentId: string, secret: string): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({
        TableName: work,
        Item: { ...secretKey(agentId), kind: 'callback_secret', secret },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function changeSecret({ client, work }: WorkTable, agentId: string, secret: string, now: Date): Promise<void> {
  const until = new Date(now.getTime() + FORMER_SIGNS_MS).toISOString();
  await client.send(
    new UpdateCommand({
      TableName: work,
      Key: secretKey(agentId),
      UpdateExpression: 'SET former = secret, secret = :secret, formerUntil = :until',
      ExpressionAttributeValues: { ':secret': secret, ':until': until },
    }),
  );
}

export async function noteFailure(
  { client, work }: WorkTable,
  agentId: string,
  failure: Omit<CallbackFailure, 'kind' | 'expiresAt'>,
): Promise<void> {
  const expiresAt = Math.floor(Date.parse(failure.at) / 1000) + SHOW_FAILURES_SECONDS;
  const key = { pk: failuresOf(agentId), sk: `FAILURE#${failure.at}#${failure.actionId}` };
  await client.send(
    new PutCommand({ TableName: work, Item: { ...key, kind: 'callback_failure', ...failure, expiresAt } }),
  );
}

/** The latest, newest first. */
export async function readFailures({ client, work }: WorkTable, agentId: string): Promise<CallbackFailure[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: work,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :failure)',
      ExpressionAttributeValues: { ':pk': failuresOf(agentId), ':failure': 'FAILURE#' },
      ScanIndexForward: false,
      Limit: SHOWN_FAILURES,
    }),
  );
  return Items.map((item) => CallbackFailure.parse(item));
}
