import * as z from 'zod';
import { log } from '#shared/log.ts';
import type { Unreachable } from '#shared/notification/mail-state.ts';
import { markUnreachable } from '#shared/notification/mail-state-table.ts';
import { readPerson } from '#shared/people/person-table.ts';
import type { NotifyDeps } from './notify-owners.ts';
import { tellOthers } from './tell-others.ts';

/**
 * An event of SES about an email to a person, as EventBridge brings it. The tag is the one that it was sent with.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const MailEvent = z.object({
  source: z.literal('aws.ses'),
  time: z.iso.datetime(),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ destination: z.array(z.string()), tags: z.object({ person: z.tuple([z.string().min(1)]) }) }),
    bounce: z.object({ bounceType: z.string(), bounceSubType: z.string() }).optional(),
  }),
});
type MailEvent = z.infer<typeof MailEvent>;

export function isMailEvent(event: unknown): event is { source: 'aws.ses' } {
  return z.object({ source: z.literal('aws.ses') }).safeParse(event).success;
}

/**
 * An email did not reach a person, or they complained of it: no more are sent to that address until they say so, and what
 * waits in their bell is brought to whoever comes next. Doing it twice tells nobody twice.
 */
export async function takeMailEvent(deps: NotifyDeps, event: unknown): Promise<void> {
  const { time, detail } = MailEvent.parse(event);
  const why = whyUnreachable(detail);
  const [personId] = detail.mail.tags.person;
  const person = why && (await readPerson(deps.tables, personId));
  if (!person) return;
  const { email } = person;
  // They have another address by now, of which this says nothing.
  if (!detail.mail.destination.some((to) => to.toLowerCase() === email.toLowerCase())) return;
  await markUnreachable(deps.tables, personId, { since: new Date(time).toISOString(), why, address: email });
  log.warn('emails do not reach a person', { personId, reason: why });
  await tellOthers(deps, personId);
}

/** A full mailbox may be empty tomorrow: SES tries for hours itself, and says so as a transient bounce. */
function whyUnreachable({ eventType, bounce }: MailEvent['detail']): Unreachable['why'] | undefined {
  if (eventType === 'Complaint') return 'complained';
  if (eventType !== 'Bounce' || bounce?.bounceType !== 'Permanent') return undefined;
  return /Suppress/.test(bounce.bounceSubType) ? 'suppressed' : 'bounced';
}
