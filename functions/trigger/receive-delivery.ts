import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import { startConversation } from '#shared/agent/message-table.ts';
import { AppError } from '#shared/errors.ts';
import { type HttpEvent, rawBody, readStrictJson } from '#shared/http.ts';
import { derivedId } from '#shared/ids.ts';
import { log } from '#shared/log.ts';
import type { WorkTable } from '#shared/tables.ts';
import { deliveryItem, type WebhookTrigger } from '#shared/trigger/trigger.ts';
import { readTrigger } from '#shared/trigger/trigger-table.ts';

export type WebhookDeps = { tables: WorkTable; now: () => Date };

/** `duplicate`: this delivery came before; it started the same conversation, and nothing was started again. */
export type DeliveryReply = { conversationId: string; duplicate: boolean };

const TriggerId = z.string().regex(/^trg_[0-9A-Za-z]{1,40}$/);
const DeliveryId = z.string().regex(/^[\x21-\x7e]{1,256}$/);

/**
 * Takes a delivery of a webhook (Standard Webhooks: signature over the raw body, at most 5 minutes old) and starts
 * one conversation for it. Nothing is written before the signature was checked. A trigger that does not exist gives
 * the same answer as a bad signature, so ids cannot be found by trying.
 */
export async function receiveDelivery(
  { tables, now }: WebhookDeps,
  triggerId: string,
  event: HttpEvent,
): Promise<DeliveryReply> {
  const body = rawBody(event);
  const found = TriggerId.safeParse(triggerId).success ? await readTrigger(tables, triggerId) : undefined;
  if (!found || !isSigned(found.secrets, body, event.headers)) throw new AppError('BAD_SIGNATURE');
  const deliveryId = readDeliveryId(event);
  const { trigger } = found;
  // What agent and approver could read differently is refused; what is taken is kept as it came.
  readStrictJson(body, { roundFractions: true });
  const conversationId = derivedId('cnv', triggerId, deliveryId);
  const started = await startConversation(
    tables,
    newConversation(conversationId, trigger, now()),
    { source: 'webhook', text: `The webhook "${trigger.name}" brought this:`, data: body },
    deliveryItem(triggerId, deliveryId, now()),
  );
  log.info(started ? 'conversation started' : 'delivery repeated', { triggerId, conversationId, deliveryId });
  return { conversationId, duplicate: !started };
}

function newConversation(conversationId: string, trigger: WebhookTrigger, now: Date) {
  const { agentId, triggerId, name, trusted } = trigger;
  return {
    ...{ conversationId, agentId, origin: 'background' as const, tainted: !trusted, createdAt: now.toISOString() },
    trigger: { kind: 'webhook' as const, triggerId, name },
  };
}

function isSigned(secrets: readonly string[], body: string, headers: HttpEvent['headers']): boolean {
  const signed = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, signed, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

function readDeliveryId({ headers }: HttpEvent): string {
  const id = DeliveryId.safeParse(headers['webhook-id']);
  if (id.success) return id.data;
  throw new AppError('INVALID_REQUEST', {
    errors: [{ path: 'webhook-id', message: 'Use 1 to 256 visible ASCII characters.' }],
  });
}
