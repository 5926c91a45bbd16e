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
  attachments: { fileName: string; contentType: string; bytes: number }[];
  /** The whole message, when the sender wrote it as one. */
  raw?: string | undefined;
  configurationSet?: string | undefined;
  tags: { name: string; value: string }[];
};
