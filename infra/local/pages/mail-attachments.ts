import type { MailAttachment } from '../ses/mail.ts';
import type { KeptMail } from '../ses/mailbox.ts';

/** Where one attachment of a mail is downloaded. */
export function attachmentPath(messageId: string, at: number): string {
  return `/_local/mailbox/${encodeURIComponent(messageId)}/${at}`;
}

/** The attachment that a path names: as a download of unknown type, so that no browser runs what an agent sent. */
export function attachmentAt(mails: readonly KeptMail[], pathname: string) {
  const [, messageId, at] = /^\/_local\/mailbox\/([^/]+)\/(\d+)$/.exec(pathname) ?? [];
  const mail = mails.find((each) => encodeURIComponent(each.messageId) === messageId);
  const attachment = mail?.attachments[Number(at)];
  if (!attachment) return undefined;
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${rfc5987(attachment.fileName)}`,
      'cache-control': 'no-store',
    },
    body: Buffer.from(attachment.content, 'base64'),
  };
}

/** A mail as JSON tells of it: attachments by their sums, since their bytes would drown the rest. */
export type ShownMail = Omit<KeptMail, 'attachments'> & { attachments: Omit<MailAttachment, 'content'>[] };

export function withoutBytes(mails: readonly KeptMail[]): ShownMail[] {
  return mails.map(({ attachments, ...mail }) => ({
    ...mail,
    attachments: attachments.map(({ content: _, ...about }) => about),
  }));
}

function rfc5987(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
