import * as z from 'zod';
import { readRecipient } from '../guardrail/email-address.ts';

const MAX_RECIPIENTS = 10;

/** Anything that could end a header line, or make one say something that is not seen. */
const CONTROL = /\p{Cc}/u;

/** Shown as one text and read as another by the receiver's mail program (RFC 2047). */
const ENCODED_WORD = /=\?[^ ]*\?=/;

/** Control characters but tab and line ends: not shown, and six bytes each once stored. */
const CONTROL_IN_TEXT = /(?![\t\r\n])\p{Cc}/u;

const recipients = z.array(z.string().min(1).max(320));

/**
 * What an agent gives to `send_email`. At most 10 recipients, so that an approver can read them all; the text at most
 * 100,000 characters, so that an action stays well under the table's 400 KB an item.
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
    text: z
      .string()
      .min(1)
      .max(100_000)
      .refine((text) => !CONTROL_IN_TEXT.test(text), 'A text has no control characters but tabs and line ends.')
      .describe('The whole message as plain text.'),
  })
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
