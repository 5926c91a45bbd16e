/** What was given to SES to send; every string is exactly the sender's. */
export type Mail = {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  headers: { name: string; value: string }[];
  text?: string | undefined;
  html?: string | undefined;
  attachments: MailAttachment[];
  /** The whole message, when the sender wrote it as one. */
  raw?: string | undefined;
  configurationSet?: string | undefined;
  tags: { name: string; value: string }[];
  /** Nothing is heard of it but what a person provokes. */
  isSilent?: true;
};

export type MailAttachment = {
  fileName: string;
  contentType: string;
  /** How many. */
  bytes: number;
  /** In hexadecimal. */
  sha256: string;
  /** The bytes, in base64. */
  content: string;
};
