import * as z from 'zod';

/** Why something that came to a trigger started nothing, and what to do. `docs/triggers.md` prints this table. */
export const REFUSALS = {
  trigger_paused: 'The trigger is paused.',
  agent_paused: 'The agent is paused.',
  agent_gone: 'The agent does not exist any more.',
  too_large: 'It was larger than what is taken.',
  bad_signature: 'The signature did not match, or was older than 5 minutes: sign the raw body with the newest secret.',
  bad_body: 'The body was signed, and could not be read: the answer said why.',
  own_event: 'It was an event of Countersign itself, which starts nothing.',
  spam: 'Amazon SES calls it spam.',
  virus: 'Amazon SES found a virus in it.',
  not_scanned: 'Amazon SES could not look for spam and viruses in it.',
  not_authenticated: 'It does not prove who sent it: DMARC did not pass.',
  from_not_single: 'It does not name exactly one sender: one From header with one plain address is taken.',
  sender_not_listed: "Its sender is not in the trigger's list.",
  malformed: 'It is not a mail that can be read in one way only.',
  too_many_parts: 'It has more parts than are taken, or they lie too deep in each other.',
  auto_reply: 'It is an automatic answer.',
  bounce: 'It is a report of a mail server.',
  mailing_list: 'It came over a mailing list.',
  bulk: 'It is bulk mail.',
  own_mail: 'It is mail of this workspace itself.',
  no_such_conversation: 'It answers no conversation of an agent that takes mail.',
  sender_limit: 'This sender wrote too often within the hour.',
  thread_limit: 'This conversation got too many mails within the day.',
} as const;

export type Refusal = keyof typeof REFUSALS;
export const RefusalReason = z.enum(Object.keys(REFUSALS) as [Refusal, ...Refusal[]]);

/** Refusals of one reason within one hour. Item `REFUSED#<trigger>` / `<hour>#<reason>` of *work*. */
export const RefusalNote = z.object({
  kind: z.literal('refusal'),
  triggerId: z.string(),
  reason: RefusalReason,
  /** At least so many: a flood is counted by the minute. */
  seen: z.number().int().positive(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  expiresAt: z.number(),
});
export type RefusalNote = z.infer<typeof RefusalNote>;

export function refusalKey(triggerId: string, reason: Refusal, now: Date) {
  return { pk: `REFUSED#${triggerId}`, sk: `${now.toISOString().slice(0, 13)}#${reason}` };
}
