import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import { AppError } from '#shared/errors.ts';
import { type HttpEvent, rawBody } from '#shared/http.ts';
import type { WorkTable } from '#shared/tables.ts';
import type { NoteRefusal } from '#shared/trigger/refusal-table.ts';
import { startAgent, whyNotNow } from '#shared/trigger/start-agent.ts';
import { validSecrets } from '#shared/trigger/trigger.ts';
import { readSecrets, readTrigger } from '#shared/trigger/trigger-table.ts';
import { readWebhookBody } from './read-webhook-body.ts';

export type WebhookDeps = { tables: WorkTable; noteRefusal: NoteRefusal; now: () => Date };

/** `duplicate`: this delivery came before; it started the same conversation, and nothing was started again. */
export type DeliveryReply = { conversationId: string; duplicate: boolean };

const TriggerId = z.string().regex(/^trg_[0-9A-Za-z]{1,40}$/);
const DeliveryId = z.string().regex(/^[\x21-\x7e]{1,256}$/);

/**
 * Takes a delivery of a webhook (Standard Webhooks: signature over the raw body, at most 5 minutes old) and starts
 * one conversation for it. Nothing is written for it before the signature was checked. A trigger that does not exist gives
 * the same answer as a bad signature, so ids cannot be found by trying.
 */
export async function receiveDelivery(
  { tables, noteRefusal, now }: WebhookDeps,
  triggerId: string,
  event: HttpEvent,
): Promise<DeliveryReply> {
  const body = rawBody(event);
  const { trigger, secrets } = await readWebhook(tables, triggerId, now());
  if (!trigger) throw new AppError('BAD_SIGNATURE');
  if (!isSigned(secrets, body, event.headers)) {
    await noteRefusal(triggerId, 'bad_signature');
    throw new AppError('BAD_SIGNATURE');
  }
  const deliveryId = readDeliveryId(event);
  const data = await noting(noteRefusal, triggerId, () => readWebhookBody(body, event.headers['content-type']));
  const refused = await whyNotNow(tables, trigger);
  if (refused) {
    await noteRefusal(triggerId, refused);
    throw new AppError('TRIGGER_PAUSED', { reason: refused });
  }
  const text = `The webhook "${trigger.name}" brought this:`;
  return startAgent(tables, { trigger, deliveryId, text, data, provenance: { authentication: 'signature' } }, now());
}

async function noting<T>(noteRefusal: NoteRefusal, triggerId: string, read: () => T): Promise<T> {
  try {
    return read();
  } catch (error) {
    await noteRefusal(triggerId, 'bad_body');
    throw error;
  }
}

async function readWebhook(tables: WorkTable, triggerId: string, now: Date) {
  if (!TriggerId.safeParse(triggerId).success) return { secrets: [] };
  const [trigger, secrets] = await Promise.all([readTrigger(tables, triggerId), readSecrets(tables, triggerId)]);
  if (trigger?.type !== 'webhook' || !secrets) return { secrets: [] };
  return { trigger, secrets: validSecrets(secrets, now) };
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
