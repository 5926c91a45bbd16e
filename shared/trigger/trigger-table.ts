import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { queryPrefix } from '../people/person-table.ts';
import type { WorkTable } from '../tables.ts';
import {
  AgentTrigger,
  deliveryItem,
  secretKey,
  Trigger,
  TriggerSecrets,
  triggerKey,
  triggersOfKey,
} from './trigger.ts';

/** A trigger, or undefined when there is no such trigger any more. */
export async function readTrigger(tables: WorkTable, triggerId: string): Promise<Trigger | undefined> {
  const item = await getItem(tables, triggerKey(triggerId));
  const trigger = item && Trigger.parse(item);
  return trigger?.removed ? undefined : trigger;
}

/** What its requests are signed with. */
export async function readSecrets(tables: WorkTable, triggerId: string): Promise<TriggerSecrets | undefined> {
  const item = await getItem(tables, secretKey(triggerId));
  return item && TriggerSecrets.parse(item);
}

/** Consistently: what a person has just paused or removed must start nothing. */
async function getItem({ client, work }: WorkTable, Key: Record<string, string>) {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key, ConsistentRead: true }));
  return Item;
}

/** Whether this delivery started or added something before. */
export async function isKnownDelivery(tables: WorkTable, triggerId: string, deliveryId: string): Promise<boolean> {
  const { pk, sk } = deliveryItem(triggerId, deliveryId, new Date(0));
  return (await getItem(tables, { pk, sk })) !== undefined;
}

/** All triggers of an agent, oldest first. */
export async function readTriggersOf(tables: WorkTable, agentId: string): Promise<Trigger[]> {
  const entries = await queryPrefix(tables, triggersOfKey(agentId, '').pk, 'trg_', AgentTrigger);
  const there = entries.filter(({ removed }) => !removed);
  const triggers = await Promise.all(there.map(({ triggerId }) => readTrigger(tables, triggerId)));
  return triggers.filter((trigger) => trigger !== undefined);
}
