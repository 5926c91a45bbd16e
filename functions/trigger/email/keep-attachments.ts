import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { FileName } from '#shared/files/file-name.ts';
import { StoredFile } from '#shared/files/stored-file.ts';
import type { ReadMail } from './read-mail.ts';

export type AttachmentStore = { s3: Pick<S3Client, 'send'>; bucket: string };

/** A file as the agent is told of it: it can attach it to an email of its own, or knows why it was not kept. */
export type NamedAttachment = StoredFile | { name: string; size: number; notKept: 'empty' | 'file_type' };

type Attachment = ReadMail['attachments'][number];

/** Stores the files of a mail in the agent's folder, as versions with their sums. */
export async function keepAttachments(
  store: AttachmentStore,
  { agentId, sesId }: { agentId: string; sesId: string },
  attachments: readonly Attachment[],
): Promise<NamedAttachment[]> {
  const kept: NamedAttachment[] = [];
  for (const [at, attachment] of attachments.entries()) {
    kept.push(await keep(store, `agents/${agentId}/inbound/${sesId}/${at + 1}`, attachment));
  }
  return kept;
}

async function keep(store: AttachmentStore, key: string, attachment: Attachment): Promise<NamedAttachment> {
  const { bytes, contentType } = attachment;
  const size = bytes.byteLength;
  const name = safeName(attachment.name, contentType);
  if (size === 0) return { name, size, notKept: 'empty' };
  if (!FileName.safeParse(name).success) return { name, size, notKept: 'file_type' };
  const sum = createHash('sha256').update(bytes).digest();
  const type = StoredFile.shape.contentType.safeParse(contentType).success ? contentType : 'application/octet-stream';
  const { VersionId = '' } = await store.s3.send(
    new PutObjectCommand({
      ...{ Bucket: store.bucket, Key: key, Body: bytes, ContentType: type },
      ChecksumSHA256: sum.toString('base64'),
    }),
  );
  return StoredFile.parse({ name, contentType: type, size, sha256: sum.toString('hex'), key, versionId: VersionId });
}

const EXTENSIONS: Record<string, string> = { 'message/rfc822': 'eml', 'text/calendar': 'ics', 'text/plain': 'txt' };

/** The sender's name for it, without what a header, a path or an eye could read as something else. */
function safeName(name: string | null, contentType: string): string {
  const plain = (name ?? '')
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2800\u3164\uffa0]/gu, '')
    .replace(/[/\\:*?"<>|;%=]/g, '-')
    .replace(/^[\s.]+/, '')
    .trim();
  const [, stem = plain, extension] = /^(.*)\.([A-Za-z0-9]{1,10})$/su.exec(plain) ?? [];
  const known = extension ?? EXTENSIONS[contentType] ?? 'bin';
  return `${[...stem].slice(0, 80).join('') || 'file'}.${known}`;
}
