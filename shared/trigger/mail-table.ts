import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { WorkTable } from '../tables.ts';
import { receivedKey, sentKey, sesIdOf } from './mail-thread.ts';
import { type EmailTrigger, secondsFrom } from './trigger.ts';
import { readTrigger, readTriggersOf } from './trigger-table.ts';

/** A mail of a conversation. */
export const MailOfConversation = z.object({
  kind: z.literal('thread'),
  agentId: z.string(),
  conversationId: z.string(),
});
type MailOfConversation = z.infer<typeof MailOfConversation>;

/** Which trigger mail to an address starts. Item `ADDRESS#<local part>` / `ADDRESS` of *work*. */
export const Address = z.object({
  kind: z.literal('address'),
  triggerId: z.string(),
  /** Free for another trigger. */
  removed: z.literal(true).optional(),
  expiresAt: z.number().optional(),
});

export function addressKey(localPart: string) {
  return { pk: `ADDRESS#${localPart}`, sk: 'ADDRESS' };
}

/** The trigger that an address belongs to. */
export async function readTriggerOfAddress(tables: WorkTable, localPart: string): Promise<EmailTrigger | undefined> {
  const item = await getItem(tables, addressKey(localPart));
  const address = item && Address.parse(item);
  const trigger = address && !address.removed ? await readTrigger(tables, address.triggerId) : undefined;
  return trigger?.type === 'email' && trigger.localPart === localPart ? trigger : undefined;
}

/** The first of an agent's triggers that takes mail: for answers to what it sent, which come to the address of all agents. */
export async function readEmailTriggerOf(tables: WorkTable, agentId: string): Promise<EmailTrigger | undefined> {
  return (await readTriggersOf(tables, agentId)).find((trigger) => trigger.type === 'email');
}

/** The conversation of the first of these mails that is known: sent by an agent, or received by this one. */
export async function findConversation(
  tables: WorkTable,
  messageIds: readonly string[],
  agentId: string | undefined,
): Promise<MailOfConversation | undefined> {
  const keys = messageIds.flatMap((messageId) => {
    const sesId = sesIdOf(messageId);
    const received = agentId === undefined ? [] : [receivedKey(agentId, messageId)];
    return sesId === undefined ? received : [sentKey(sesId), ...received];
  });
  const found = await Promise.all(keys.map((key) => getItem(tables, key)));
  const mails = found.flatMap((item) => (item ? [MailOfConversation.parse(item)] : []));
  return mails.find((mail) => agentId === undefined || mail.agentId === agentId);
}

/** The item that leads answers to a mail that came in to its conversation. It has no end, as conversations have none. */
export function receivedItem(mail: Omit<MailOfConversation, 'kind'>, messageId: string) {
  return { ...receivedKey(mail.agentId, messageId), kind: 'thread', ...mail };
}

const KEEP_SENT_SECONDS = 365 * 24 * 60 * 60;

/** So that answers to what an agent sent find its conversation. Again and again is the same as once. */
export async function rememberSent(
  { client, work }: WorkTable,
  mail: Omit<MailOfConversation, 'kind'>,
  sesId: string,
  now: Date,
): Promise<void> {
  const item = { ...sentKey(sesId), kind: 'thread', ...mail, expiresAt: secondsFrom(now, KEEP_SENT_SECONDS) };
  await client.send(new PutCommand({ TableName: work, Item: item }));
}

async function getItem({ client, work }: WorkTable, Key: Record<string, string>) {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key, ConsistentRead: true }));
  return Item;
}
