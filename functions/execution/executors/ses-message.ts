import type { Attachment, MessageHeader, SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { EmailInput } from '#shared/action/email-content.ts';

type From = { sender: string; agentId: string; agentName: string };

/**
 * The approved email in SES's terms: every field of it, and nothing that was not approved but who sends it.
 * @param bytes of its attachments, in their order
 */
export function toSesMessage(email: EmailInput, from: From, bytes: readonly Uint8Array[] = []): SendEmailCommandInput {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    FromEmailAddress: `${quoted(from.agentName)} <${from.sender}>`,
    Destination: { ToAddresses: email.to, CcAddresses: email.cc, BccAddresses: email.bcc },
    ReplyToAddresses: email.replyTo,
    Content: {
      Simple: {
        Subject: utf8(email.subject),
        Body: { Text: utf8(email.text), ...(email.html !== undefined && { Html: utf8(email.html) }) },
        Headers: headersOf(email, from.agentId),
        ...(email.attachments && { Attachments: attachmentsOf(email.attachments, bytes) }),
      },
    },
  };
}

function headersOf({ inReplyTo, references }: EmailInput, agentId: string): MessageHeader[] {
  return [
    // What comes back with it, forwarded or redirected, starts no agent.
    { Name: 'X-Countersign-Agent', Value: agentId },
    // RFC 3834: keeps out-of-office answers from starting a conversation between machines.
    { Name: 'Auto-Submitted', Value: 'auto-generated' },
    ...(inReplyTo === undefined ? [] : [{ Name: 'In-Reply-To', Value: inReplyTo }]),
    ...(references ? [{ Name: 'References', Value: references.join(' ') }] : []),
  ];
}

function attachmentsOf(files: NonNullable<EmailInput['attachments']>, bytes: readonly Uint8Array[]): Attachment[] {
  return files.map(({ name, contentType }, at) => {
    const RawContent = bytes[at];
    if (!RawContent) throw new Error('An attachment was not loaded');
    return {
      ...{ FileName: name, ContentType: contentType, ContentDisposition: 'ATTACHMENT', RawContent },
      // Unless told, SES writes an attachment as seven-bit text, which changes bytes.
      ContentTransferEncoding: 'BASE64',
    };
  });
}

/** A display name as an RFC 5322 quoted-string, or an RFC 2047 encoded-word where it is not ASCII. */
function quoted(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
  // An encoded-word has at most 75 characters: 10 characters are at most 40 bytes, 56 in base64.
  const words = [...name].flatMap((_, i, all) => (i % 10 === 0 ? [all.slice(i, i + 10).join('')] : []));
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
