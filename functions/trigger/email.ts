import { S3Client } from '@aws-sdk/client-s3';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openWorkTable } from '#shared/tables.ts';
import { refusalNotes } from '#shared/trigger/refusal-table.ts';
import { receiveMail } from './email/receive-mail.ts';
import { SesReceipt } from './email/ses-receipt.ts';
import { emailEnv } from './email-env.ts';

const env = readEnv(emailEnv);
const s3 = new S3Client({
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
});
const [sharedLocalPart = '', agentDomain = ''] = env.AGENT_SENDER.toLowerCase().split('@');
const tables = openWorkTable(env);
const now = () => new Date();
const deps = {
  ...{ tables, now, noteRefusal: refusalNotes(tables, now), sharedLocalPart },
  mails: { s3, bucket: env.MAIL_BUCKET, prefix: env.MAIL_PREFIX },
  files: { s3, bucket: env.FILES_BUCKET },
  own: { agentDomain, systemSender: env.SYSTEM_SENDER.toLowerCase() },
};

/** Invoked by SES with a mail that came in, once it is in the bucket. */
export const handler = eventHandler(async (event: unknown): Promise<void> => {
  await receiveMail(deps, SesReceipt.parse(event));
});
