import { readRecipient } from '#shared/guardrail/email-address.ts';
import { compileEmailAllowList, isListed } from '#shared/guardrail/email-allow-list.ts';
import { OWN_MAIL_HEADER } from '#shared/trigger/mail-thread.ts';
import type { Refusal } from '#shared/trigger/refusal.ts';
import type { EmailTrigger } from '#shared/trigger/trigger.ts';
import { headersOf, type ReadMail } from './read-mail.ts';
import type { SesReceipt } from './ses-receipt.ts';

type Received = Pick<ReadMail, 'headers'> & Pick<SesReceipt, 'envelopeFrom' | 'verdicts'>;

/** Where our own mail comes from. */
export type OwnMail = { agentDomain: string; systemSender: string };

export type MailJudgement = { taken: true; sender: string; authenticated: boolean } | { taken: false; reason: Refusal };

/** A mail program writes each of them once (RFC 5322, 3.6); of two, one program shows the first, another the last. */
const ONCE = ['message-id', 'in-reply-to', 'references', 'subject', 'reply-to', 'sender', 'date', 'content-type'];

const AUTO_REPLY_HEADERS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-autoreply-from'];

/**
 * Whether a mail may start the trigger's agent. Who wrote it is what the one From header says, if DMARC passed for it: SPF
 * and DKIM alone may speak of another domain. What no person wrote is dropped, so that machines do not answer each
 * other for ever (RFC 3834).
 */
export function judgeMail(mail: Received, trigger: EmailTrigger, own: OwnMail): MailJudgement {
  const { verdicts } = mail;
  const refused = (reason: Refusal) => ({ taken: false as const, reason });
  if (verdicts.virus === 'FAIL') return refused('virus');
  if (verdicts.spam === 'FAIL') return refused('spam');
  if (ONCE.some((name) => headersOf(mail, name).length > 1)) return refused('malformed');
  const from = readFrom(mail);
  if (!from) return refused('from_not_single');
  const machine = whatMachine(mail, from, own);
  if (machine) return refused(machine);
  const authenticated = verdicts.dmarc === 'PASS';
  if (!authenticated && !trigger.allowUnauthenticated) return refused('not_authenticated');
  const { senders } = trigger;
  if (senders !== 'anyone' && !isListed(compileEmailAllowList(senders), from)) return refused('sender_not_listed');
  return { taken: true, sender: from.address, authenticated };
}

/** The one mailbox of the one From header. */
function readFrom(mail: Received) {
  const [value, ...others] = headersOf(mail, 'from');
  if (value === undefined || others.length > 0) return undefined;
  const read = readRecipient(value.replace(/[\t ]+/g, ' '));
  return read.readable ? read : undefined;
}

function whatMachine(
  mail: Received,
  from: { comparable: string; domain: string },
  { agentDomain, systemSender }: OwnMail,
): Refusal | undefined {
  const is = (name: string, pattern: RegExp) => headersOf(mail, name).some((value) => pattern.test(value));
  const has = (name: string) => headersOf(mail, name).length > 0;
  if (has(OWN_MAIL_HEADER) || from.domain === agentDomain || from.comparable === systemSender) return 'own_mail';
  const isReport = is('content-type', /^multipart\/report\b/i) || /^mailer-daemon@/.test(from.comparable);
  if (isReport || /^(<>)?$/.test(mail.envelopeFrom.trim()) || is('return-path', /^<\s*>$/)) return 'bounce';
  if (is('auto-submitted', /^(?!no\s*(;|$|\())/i) || AUTO_REPLY_HEADERS.some(has)) return 'auto_reply';
  if (is('precedence', /^auto_reply$/i)) return 'auto_reply';
  if (mail.headers.some(({ name }) => name.startsWith('list-'))) return 'mailing_list';
  return is('precedence', /^(bulk|list|junk)$/i) ? 'bulk' : undefined;
}
