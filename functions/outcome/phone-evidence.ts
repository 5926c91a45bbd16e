import * as z from 'zod';
import type { Said } from '#shared/ledger/evidence.ts';
import { type RowKey, rowKeyOf } from '#shared/ledger/ledger.ts';
import { phoneEventSays } from './phone-events.ts';

/**
 * An event of AWS End User Messaging, as its SNS destination brings it. `context` is what the executor gave along: the
 * attempt, and nothing else. The numbers of the event are not read.
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html
 */
const PhoneEvent = z.object({
  eventType: z.string(),
  /** Milliseconds since 1970. */
  eventTimestamp: z.int().positive(),
  messageId: z.string().min(1),
  context: z.object({
    action: z.string().min(1),
    round: z.string().regex(/^\d+$/).transform(Number),
    claim: z.string().min(1),
  }),
});

/** The attempt that an event of End User Messaging speaks of, and what it says; undefined when it says nothing of it. */
export function readPhoneEvidence(event: unknown): { key: RowKey; said: Said } | undefined {
  const { eventType: kind, eventTimestamp, messageId, context } = PhoneEvent.parse(event);
  const says = phoneEventSays(kind);
  if (!says) return undefined;
  const evidence = { kind, at: new Date(eventTimestamp).toISOString(), providerId: messageId };
  return { key: rowKeyOf(context.action, context.round), said: { claimId: context.claim, evidence, says } };
}
