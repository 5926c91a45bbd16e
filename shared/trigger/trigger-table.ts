import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from '../tables.ts';
import { secretKey, TriggerSecrets, triggerKey, WebhookTrigger } from './trigger.ts';

/** A trigger and its secrets, or undefined when there is no such trigger. */
export async function readTrigger({ client, work }: WorkTable, triggerId: string) {
  const get = (Key: Record<string, string>) =>
    client.send(new GetCommand({ TableName: work, Key, ConsistentRead: true }));
  const [trigger, secret] = await Promise.all([get(triggerKey(triggerId)), get(secretKey(triggerId))]);
  if (!trigger.Item || !secret.Item) return undefined;
  return { trigger: WebhookTrigger.parse(trigger.Item), secrets: TriggerSecrets.parse(secret.Item).secrets };
}
