import { randomUUID } from 'node:crypto';
import { type Kept, type Outbox, openOutbox } from '../outbox.ts';
import type { Mail } from './mail.ts';

export const MAIL_ANSWERS = [
  'accept-then-hang',
  'accept-then-server-error',
  'accept-then-silence',
  'refuse',
  'throttle',
  'server-error',
] as const;

/** How one request is answered instead of being accepted: what a network and a busy SES do to a sender. */
export type MailAnswer = (typeof MAIL_ANSWERS)[number];

export type KeptMail = Kept<Mail>;
export type MailStore = Outbox<Mail, MailAnswer>;

/** Every mail that was sent. */
export async function openMailbox(directory: string, onAccepted?: (mail: KeptMail) => void): Promise<MailStore> {
  return openOutbox<Mail, MailAnswer>(directory, sesMessageId, onAccepted);
}

function sesMessageId(): string {
  return `${Date.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
}
