import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { log } from '../log.ts';
import type { StoredFile } from './stored-file.ts';

/** The bucket of files, and the client that reads it. */
export type FileStore = { s3: Pick<S3Client, 'send'>; bucket: string };

/** Whether the bucket holds just this version, with this size and sum: what an agent says of a file is not trusted. */
export type FileCheck = 'stored' | 'file_not_stored' | 'file_differs' | 'file_without_checksum';

/**
 * What S3 answers of a version that is not there: 404, 405 for a delete marker, 400 for an id that it never gave, and 403
 * to whoever may not list the bucket, which no function may.
 */
const NOT_THERE = [400, 403, 404, 405];

/** Asks S3 for what it knows of a file, its bytes left where they are. Throws when S3 cannot be asked. */
export async function checkStoredFile({ s3, bucket }: FileStore, file: StoredFile): Promise<FileCheck> {
  const { key: Key, versionId: VersionId, size, sha256 } = file;
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key, VersionId, ChecksumMode: 'ENABLED' }));
    const sum = head.ChecksumSHA256;
    // The sum of an upload in parts is one over the sums of its parts, and ends in their number.
    if (!sum || sum.includes('-') || head.ChecksumType === 'COMPOSITE') return 'file_without_checksum';
    return head.ContentLength === size && Buffer.from(sum, 'base64').toString('hex') === sha256
      ? 'stored'
      : 'file_differs';
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined || !NOT_THERE.includes(status)) throw error;
    // 403 for every file means that a right is missing, and only this line tells.
    log.warn('file not there, or not to be read', { agentId: Key.split('/')[1] ?? '', status });
    return 'file_not_stored';
  }
}

export type LoadedFile =
  | { loaded: true; bytes: Uint8Array }
  /** These bytes cannot be had: the version is surely gone, or is not what was approved. */
  | { loaded: false; known: 'refused'; code: 'content_mismatch' }
  /** S3 did not give them this time. */
  | { loaded: false; known: 'not_begun'; code: string };

const MISMATCH = { loaded: false, known: 'refused', code: 'content_mismatch' } as const;

/** Refusals of S3 that are about the version asked for, and not about who asks or when. */
const GONE = ['InvalidArgument', 'MethodNotAllowed', 'NoSuchKey', 'NoSuchVersion'];

/**
 * What S3 says to whoever may not list the bucket is the same for a version that is gone and for a right that is
 * missing, perhaps since a minute ago: an approval does not end for good on that.
 */
const UNREADABLE = { loaded: false, known: 'not_begun', code: 'file_unreadable' } as const;

/** Reads just the version that was approved, and its sum over again. Never throws. */
export async function loadStoredFile(
  { s3, bucket }: FileStore,
  file: StoredFile,
  abortSignal: AbortSignal,
): Promise<LoadedFile> {
  const { key: Key, versionId: VersionId, size, sha256 } = file;
  try {
    const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key, VersionId }), { abortSignal });
    if (got.ContentLength !== size || !got.Body) return MISMATCH;
    const bytes = await got.Body.transformToByteArray();
    const same = bytes.length === size && createHash('sha256').update(bytes).digest('hex') === sha256;
    return same ? { loaded: true, bytes } : MISMATCH;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error';
    if (name === 'AccessDenied') return UNREADABLE;
    return GONE.includes(name) ? MISMATCH : { loaded: false, known: 'not_begun', code: name };
  }
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
}
