import { createHash } from 'node:crypto';
import { MessageId } from '../action/email-threading.ts';

/** Marks every mail that an agent sends: what comes back with it, forwarded or redirected, starts nothing. */
export const OWN_MAIL_HEADER = 'x-countersign-agent';

/** How many of the newest mails that one refers to are looked for. */
const MOST_REFERENCES = 20;

/** SES names what it sends itself, whatever the sender would call it: `<its id@email.amazonses.com>`. */
const SENT_BY_SES = /^<([^@<>]+)@(?:[a-z0-9-]+\.)?amazonses\.com>$/;

/**
 * Which conversation a mail belongs to. Item of *work*, of what an agent got by mail and of what it sent. Received ones are
 * told apart by agent: their ids are the sender's to choose, and must not lead into a conversation of another agent.
 */
export function receivedKey(agentId: string, messageId: string) {
  return { pk: `THREAD#${agentId}#${sumOf(messageId)}`, sk: 'THREAD' };
}

/** By the id that SES gave when it took the mail. */
export function sentKey(sesId: string) {
  return { pk: `SENT#${sesId}`, sk: 'THREAD' };
}

/** The id under which SES took the mail that is called so; undefined where it was sent by another service. */
export function sesIdOf(messageId: string): string | undefined {
  return SENT_BY_SES.exec(messageId)?.[1];
}

/** The mails that one answers, the most direct first: In-Reply-To, then References from the newest on. */
export function answeredMails(inReplyTo: string | undefined, references: string | undefined): string[] {
  const ids = [...idsIn(inReplyTo), ...idsIn(references).toReversed()];
  return [...new Set(ids)].slice(0, MOST_REFERENCES);
}

function idsIn(header = ''): string[] {
  return (header.match(/<[^<>\s]{1,250}>/g) ?? []).filter((id) => MessageId.safeParse(id).success);
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
