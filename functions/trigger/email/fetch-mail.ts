import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { MAX_MAIL_BYTES, type ReadMail, readMail, type UnreadableMail } from './read-mail.ts';

/** Where SES puts mails as they came: the prefix and the message id are their keys. */
export type MailStore = { s3: Pick<S3Client, 'send'>; bucket: string; prefix: string };

/** Reads a mail from the bucket; one that is too large is left there. */
export async function fetchMail({ s3, bucket, prefix }: MailStore, sesId: string): Promise<ReadMail | UnreadableMail> {
  const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${sesId}` }));
  if ((got.ContentLength ?? 0) > MAX_MAIL_BYTES) return { refused: 'too_large' };
  if (!got.Body) throw new Error('The bucket gave no body');
  return readMail(await got.Body.transformToByteArray());
}
