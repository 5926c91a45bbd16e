import * as z from 'zod';
import { StoredFile } from '../files/stored-file.ts';
import { readRecipient } from '../guardrail/email-address.ts';
import { MessageId, References } from './email-threading.ts';

const MAX_RECIPIENTS = 10;
const MAX_FILES = 10;

/** Bytes. SES takes 40 MB a message once encoded; the executor holds all of it in its memory, several times over. */
const MAX_FILES_SIZE = 7_000_000;

/** Anything that could end a header line, or make one say something that is not seen. */
const CONTROL = /\p{Cc}/u;

/** Shown as one text and read as another by the receiver's mail program (RFC 2047), in some of them with spaces too. */
const ENCODED_WORD = /=\?.*\?=/;

/** Control characters but tab and line ends: not shown, and six bytes each once stored. */
const CONTROL_IN_TEXT = /(?![\t\r\n])\p{Cc}/u;

const recipients = z.array(z.string().min(1).max(320));

const body = z
  .string()
  .min(1)
  .max(100_000)
  .refine((text) => !CONTROL_IN_TEXT.test(text), 'A text has no control characters but tabs and line ends.');

/**
 * What an agent gives to `send_email`. At most 10 recipients, so that an approver can read them all; text and html at
 * most 100,000 characters each, so that an action stays well under the table's 400 KB an item. There is always a text:
 * it is what people read. Attachments are files that are stored already.
 */
export const EmailInput = z
  .strictObject({
    to: recipients.min(1).describe('Addresses the email goes to.'),
    cc: recipients.optional(),
    bcc: recipients.optional(),
    replyTo: recipients.max(1).optional(),
    subject: z
      .string()
      .min(1)
      .max(250)
      .refine((subject) => !CONTROL.test(subject), 'A subject is one line without control characters.')
      .refine((subject) => !ENCODED_WORD.test(subject), 'A subject is plain text, not an encoded-word.'),
    text: body.describe('The whole message as plain text, also where there is html.'),
    html: body.optional().describe('The same message as HTML.'),
    inReplyTo: MessageId.optional().describe('Message-ID of the email that this one answers.'),
    references: References.optional().describe('Message-IDs of the thread, oldest first.'),
    attachments: z.array(StoredFile).max(MAX_FILES, `An email has at most ${MAX_FILES} attachments.`).optional(),
  })
  .refine(
    ({ attachments = [] }) => attachments.reduce((sum, { size }) => sum + size, 0) <= MAX_FILES_SIZE,
    `Attachments together are at most ${MAX_FILES_SIZE} bytes.`,
  )
  .refine(
    ({ to, cc = [], bcc = [] }) => to.length + cc.length + bcc.length <= MAX_RECIPIENTS,
    `An email has at most ${MAX_RECIPIENTS} recipients.`,
  );
export type EmailInput = z.infer<typeof EmailInput>;

/**
 * The email as it will be shown, hashed and sent: recipients as bare addresses. One that cannot be read stays as it
 * was given, for the guardrail to block and for people to see.
 */
export function toEmailContent(input: EmailInput): EmailInput {
  const bare = (list: string[]) => list.map((text) => bareAddress(text));
  return {
    to: bare(input.to),
    ...(input.cc?.length ? { cc: bare(input.cc) } : {}),
    ...(input.bcc?.length ? { bcc: bare(input.bcc) } : {}),
    ...(input.replyTo?.length ? { replyTo: bare(input.replyTo) } : {}),
    subject: input.subject,
    text: input.text,
    ...(input.html === undefined ? {} : { html: input.html }),
    ...(input.inReplyTo === undefined ? {} : { inReplyTo: input.inReplyTo }),
    ...(input.references?.length ? { references: input.references } : {}),
    ...(input.attachments?.length ? { attachments: input.attachments } : {}),
  };
}

function bareAddress(text: string): string {
  const read = readRecipient(text);
  return read.readable ? read.address : text;
}

/** The one line that lists show. Written from the content, never from the agent's words. */
export function summariseEmail(content: EmailInput): string {
  const count = content.to.length + (content.cc?.length ?? 0) + (content.bcc?.length ?? 0);
  const others = count > 1 ? ` and ${count - 1} more` : '';
  return `Email to ${content.to[0]}${others}: ${content.subject}`.slice(0, 200).replace(/[\ud800-\udbff]$/, '');
}
