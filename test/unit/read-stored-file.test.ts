import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkStoredFile, loadStoredFile } from '#shared/files/read-stored-file.ts';
import { aFile } from '../support/builders.ts';
import { mockClient } from '../support/mock-client.ts';

const BYTES = Buffer.from('a file.');
const sum = createHash('sha256').update(BYTES);
const file = aFile({ size: BYTES.length, sha256: sum.copy().digest('hex') });
const head = { ContentLength: BYTES.length, ChecksumSHA256: sum.copy().digest('base64') };

const s3 = mockClient(S3Client);
const store = { s3: new S3Client({}), bucket: 'files' };
beforeEach(() => {
  s3.reset();
});

const answers = (name: string, httpStatusCode: number) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
const body = (bytes: Buffer) => ({ transformToByteArray: async () => bytes }) as never;

describe('a file that is looked for', () => {
  const look = () => checkStoredFile(store, file);

  it('is stored when S3 knows this version by its size and sum', async () => {
    s3.on(HeadObjectCommand).resolves(head);
    expect(await look()).toBe('stored');
    expect(s3.commandCalls(HeadObjectCommand)[0]?.args[0].input).toEqual({
      ...{ Bucket: 'files', Key: file.key, VersionId: file.versionId, ChecksumMode: 'ENABLED' },
    });
  });

  it.each([
    ['file_differs', { ...head, ContentLength: 8 }],
    ['file_differs', { ...head, ChecksumSHA256: createHash('sha256').digest('base64') }],
    ['file_without_checksum', { ContentLength: BYTES.length }],
    ['file_without_checksum', { ...head, ChecksumSHA256: `${head.ChecksumSHA256}-3` }],
    ['file_without_checksum', { ...head, ChecksumType: 'COMPOSITE' as const }],
  ])('is not when S3 knows something else: %s', async (found, known) => {
    s3.on(HeadObjectCommand).resolves(known);
    expect(await look()).toBe(found);
  });

  it.each([400, 403, 404, 405])('is not stored when S3 answers %i', async (status) => {
    s3.on(HeadObjectCommand).rejects(answers('Unknown', status));
    expect(await look()).toBe('file_not_stored');
  });

  it.each([429, 500, 503])('may be stored or not when S3 answers %i: who asks has to ask again', async (status) => {
    s3.on(HeadObjectCommand).rejects(answers('SlowDown', status));
    await expect(look()).rejects.toThrow('SlowDown');
  });
});

describe('a file that is loaded', () => {
  const load = () => loadStoredFile(store, file, AbortSignal.timeout(60_000));
  const mismatch = { loaded: false, known: 'refused', code: 'content_mismatch' };

  it('has the bytes that were approved, of the version that was approved', async () => {
    s3.on(GetObjectCommand).resolves({ ContentLength: BYTES.length, Body: body(BYTES) });
    expect(await load()).toEqual({ loaded: true, bytes: BYTES });
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toMatchObject({ VersionId: file.versionId });
  });

  it('is refused when its bytes have another sum', async () => {
    s3.on(GetObjectCommand).resolves({ ContentLength: BYTES.length, Body: body(Buffer.from('b file.')) });
    expect(await load()).toEqual(mismatch);
  });

  it('is refused unread when it has another length', async () => {
    const unread = { transformToByteArray: () => Promise.reject(new Error('read')) } as never;
    s3.on(GetObjectCommand).resolves({ ContentLength: 1e9, Body: unread });
    expect(await load()).toEqual(mismatch);
  });

  it.each([
    ['InvalidArgument', 400],
    ['MethodNotAllowed', 405],
    ['NoSuchKey', 404],
    ['NoSuchVersion', 404],
  ])('is refused for good when S3 says %s', async (name, status) => {
    s3.on(GetObjectCommand).rejects(answers(name, status));
    expect(await load()).toEqual(mismatch);
  });

  it.each([
    ['SlowDown', 503],
    ['InternalError', 500],
    ['RequestTimeout', 400],
    ['ExpiredToken', 400],
    ['InvalidAccessKeyId', 403],
    ['NoSuchBucket', 404],
    ['TimeoutError', undefined],
  ])('is tried again when S3 says %s', async (name, status) => {
    s3.on(GetObjectCommand).rejects(answers(name, status ?? 0));
    expect(await load()).toEqual({ loaded: false, known: 'not_begun', code: name });
  });

  it('is tried again when S3 denies it: the version may be gone, or a right may be missing for a minute', async () => {
    s3.on(GetObjectCommand).rejects(answers('AccessDenied', 403));
    expect(await load()).toEqual({ loaded: false, known: 'not_begun', code: 'file_unreadable' });
  });

  it('is tried again when its bytes stop coming', async () => {
    const cut = { transformToByteArray: () => Promise.reject(answers('AbortError', 200)) } as never;
    s3.on(GetObjectCommand).resolves({ ContentLength: BYTES.length, Body: cut });
    expect(await load()).toEqual({ loaded: false, known: 'not_begun', code: 'AbortError' });
  });
});
