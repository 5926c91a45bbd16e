import type { NamedAttachment } from './keep-attachments.ts';
import { headersOf, type ReadMail } from './read-mail.ts';

/** Characters of text that an agent is given. */
const MAX_TEXT = 100_000;
const MAX_HEADER = 2_000;

/** Bytes of all of it as JSON: the table takes 400 KB an item. */
const MAX_DATA = 256 * 1024;

type About = { sender: string; authenticated: boolean; messageId: string | undefined; attachments: NamedAttachment[] };

/** What an agent is told of a mail: all of it data from outside, in JSON. A text that is too long is cut, and says so. */
export function mailData(mail: ReadMail, about: About, maxText = MAX_TEXT): string {
  const { sender, authenticated, messageId, attachments } = about;
  const header = (name: string) => headersOf(mail, name)[0]?.slice(0, MAX_HEADER);
  // Most mails have both; without a text, models read HTML well enough.
  const body = mail.text ?? mail.html ?? '';
  const cut = wellFormed(body.slice(0, maxText));
  const data = JSON.stringify({
    ...{ from: sender, authentication: authenticated ? 'dmarc_pass' : 'none', to: header('to'), cc: header('cc') },
    ...{ subject: wellFormed(mail.subject.slice(0, MAX_HEADER)), date: header('date'), messageId },
    ...{ inReplyTo: header('in-reply-to'), references: header('references') },
    ...(mail.text === undefined && mail.html !== undefined ? { html: cut } : { text: cut }),
    ...(cut.length < body.length ? { truncated: true } : {}),
    attachments,
  });
  // Control characters are six bytes each in JSON.
  return Buffer.byteLength(data) <= MAX_DATA ? data : mailData(mail, about, Math.floor(maxText / 2));
}

/** A cut may go through a character; bytes that are no text leave halves too. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}
