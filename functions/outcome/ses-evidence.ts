import * as z from 'zod';
import type { Said } from '#shared/ledger/evidence.ts';
import { type RowKey, rowKeyOf } from '#shared/ledger/ledger.ts';

/**
 * An event of SES as EventBridge brings it. Tags are those that the executor put on the email, each a list of one.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const SesEvent = z.object({
  source: z.literal('aws.ses'),
  time: z.iso.datetime(),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string(),
      tags: z.object({
        action: z.tuple([z.string().min(1)]),
        round: z.tuple([z.coerce.number().int().nonnegative()]),
        claim: z.tuple([z.string().min(1)]),
      }),
    }),
  }),
});

/** What each kind of event says; kinds that are not here (opens, clicks, delays) say nothing of whether it was sent. */
const SAYS: Partial<Record<string, Said['says']>> = {
  Send: 'sent',
  Delivery: 'sent',
  Bounce: 'after_sending',
  Complaint: 'after_sending',
  Reject: 'not_sent',
  'Rendering Failure': 'not_sent',
};

/** The attempt that an event of SES speaks of, and what it says; undefined when it says nothing of it. */
export function readSesEvidence(event: unknown): { key: RowKey; said: Said } | undefined {
  const { time, detail } = SesEvent.parse(event);
  const { eventType: kind, mail } = detail;
  const says = SAYS[kind];
  if (!says) return undefined;
  const [actionId] = mail.tags.action;
  const [round] = mail.tags.round;
  const [claimId] = mail.tags.claim;
  const evidence = { kind, at: time, providerId: mail.messageId };
  return { key: rowKeyOf(actionId, round), said: { claimId, evidence, says } };
}
