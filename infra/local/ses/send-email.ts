import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Mailbox, parseMailbox } from './addresses.ts';
import type { Mail } from './mail.ts';
import { parseRawMessage, plainText, rawAddresses, rawHeader } from './raw-message.ts';
import { SendEmail, type Simple } from './send-email-schema.ts';

export type SendRequest = { mail: Mail; from: Mailbox; recipients: Mailbox[] };

/**
 * Reads a SendEmail request.
 * @returns a sentence when SES would answer with BadRequestException
 */
export function readSendEmail(body: Buffer): SendRequest | string {
  const json = parseJson(body);
  const parsed = SendEmail.safeParse(json);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { Content } = parsed.data;
  const mail = 'Raw' in Content ? rawMail(parsed.data, Content.Raw) : simpleMail(parsed.data, Content.Simple);
  const from = parseMailbox(mail.from);
  if (!from) return `FromEmailAddress is not an address: ${mail.from || 'missing'}`;
  const shown = mail.raw === undefined ? from : parseMailbox(mail.headers.find(isFrom)?.value ?? '');
  if (shown?.address !== from.address) return `The From header must have the address ${from.address}.`;
  const recipients: Mailbox[] = [];
  for (const recipient of [...mail.to, ...mail.cc, ...mail.bcc]) {
    const mailbox = parseMailbox(recipient);
    if (!mailbox) return `Not an address: ${recipient}`;
    recipients.push(mailbox);
  }
  if (recipients.length === 0) return 'There is no recipient: give at least one in Destination.';
  if (recipients.length > 50) return `Recipient count exceeds 50: ${recipients.length}.`;
  const badReply = mail.replyTo.find((address) => !parseMailbox(address));
  return badReply === undefined
    ? { mail, from, recipients }
    : `ReplyToAddresses has what is not an address: ${badReply}`;
}

const isFrom = ({ name }: { name: string }) => name.toLowerCase() === 'from';

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

type Parsed = z.infer<typeof SendEmail>;

function common({ EmailTags, ConfigurationSetName }: Parsed) {
  return {
    configurationSet: ConfigurationSetName,
    tags: EmailTags.map(({ Name, Value }) => ({ name: Name, value: Value })),
  };
}

function simpleMail(request: Parsed, { Subject, Body, Headers, Attachments }: z.infer<typeof Simple>): Mail {
  return {
    ...common(request),
    from: request.FromEmailAddress ?? '',
    to: request.Destination?.ToAddresses ?? [],
    cc: request.Destination?.CcAddresses ?? [],
    bcc: request.Destination?.BccAddresses ?? [],
    replyTo: request.ReplyToAddresses,
    subject: Subject.Data,
    headers: Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
    text: Body.Text?.Data,
    html: Body.Html?.Data,
    attachments: Attachments.map(toAttachment),
  };
}

function toAttachment({ FileName, ContentType, RawContent }: z.infer<typeof Simple>['Attachments'][number]) {
  const bytes = Buffer.from(RawContent, 'base64');
  return {
    ...{ fileName: FileName, contentType: ContentType ?? 'application/octet-stream', bytes: bytes.length },
    ...{ sha256: createHash('sha256').update(bytes).digest('hex'), content: RawContent },
  };
}

/** What the request leaves out is read from the message's own headers. */
function rawMail(request: Parsed, { Data }: { Data: string }): Mail {
  const bytes = Buffer.from(Data, 'base64');
  const message = parseRawMessage(bytes);
  const { Destination } = request;
  return {
    ...common(request),
    from: request.FromEmailAddress ?? rawHeader(message, 'from') ?? '',
    to: Destination?.ToAddresses ?? rawAddresses(message, 'to'),
    cc: Destination?.CcAddresses ?? rawAddresses(message, 'cc'),
    bcc: Destination?.BccAddresses ?? rawAddresses(message, 'bcc'),
    replyTo: rawAddresses(message, 'reply-to'),
    subject: rawHeader(message, 'subject') ?? '',
    headers: message.headers,
    text: plainText(message),
    attachments: [],
    raw: bytes.toString('utf8'),
  };
}
