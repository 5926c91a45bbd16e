import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { closing, emptyDirectory } from '../../support/closing.ts';
import { startObjects } from '../../support/objects.ts';

/** Every byte there is, line ends among them. */
const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 256));
const at = { Bucket: 'files', Key: 'agents/agt_1/a b+ü.pdf' };

async function objectsOf(may?: string[], directory?: string) {
  const running = await closing(startObjects(directory ?? (await emptyDirectory()), may));
  const put = (its: Partial<PutObjectCommandInput> = {}) =>
    running.s3.send(new PutObjectCommand({ ...at, Body: BYTES, ...its }));
  const get = async (VersionId?: string, from: { Bucket: string; Key: string } = at) => {
    const got = await running.s3.send(new GetObjectCommand({ ...from, ...(VersionId && { VersionId }) }));
    return Buffer.from((await got.Body?.transformToByteArray()) ?? []);
  };
  return { ...running, put, get };
}

describe('an object that is put', () => {
  it('comes back byte for byte, with what was said of it', async () => {
    const { put, s3 } = await objectsOf();
    const { VersionId, ETag } = await put({ ContentType: 'application/pdf', Metadata: { from: 'Ada' } });
    const got = await s3.send(new GetObjectCommand({ ...at, VersionId }));
    expect(got).toMatchObject({
      ...{ ContentType: 'application/pdf', ContentLength: BYTES.length, VersionId, ETag, Metadata: { from: 'Ada' } },
    });
    expect(BYTES.equals((await got.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
  });

  it('comes as a stream too, which the SDK sends in chunks with its sum at the end', async () => {
    const { put, get, s3 } = await objectsOf();
    const Body = Readable.from([BYTES.subarray(0, 70_000), BYTES.subarray(70_000)]);
    await put({ Body, ContentLength: BYTES.length, ChecksumAlgorithm: 'SHA256' });
    expect(BYTES.equals(await get())).toBe(true);
    expect((await s3.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }))).ChecksumSHA256).toMatch(/=$/);
  });

  it('tells its sums to who asks for them', async () => {
    const { put, s3 } = await objectsOf();
    const { ChecksumSHA256 } = await put({ ChecksumAlgorithm: 'SHA256' });
    const head = (ChecksumMode?: 'ENABLED') =>
      s3.send(new HeadObjectCommand({ ...at, ...(ChecksumMode && { ChecksumMode }) }));
    expect(ChecksumSHA256).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(await head('ENABLED')).toMatchObject({
      ...{ ChecksumSHA256, ChecksumType: 'FULL_OBJECT', ContentLength: BYTES.length },
    });
    expect((await head()).ChecksumSHA256).toBeUndefined();
  });

  it.each([
    ['sha256', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }],
    ['crc32', { ChecksumCRC32: 'AAAAAA==' }],
  ])('is refused when it came with the %s of something else', async (_, sum) => {
    const { put, get } = await objectsOf();
    await expect(put(sum)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('an object that is put twice', () => {
  it('has both versions, which outlive a restart', async () => {
    const directory = await emptyDirectory();
    const { put, get } = await objectsOf(undefined, directory);
    const first = await put();
    await put({ Body: Buffer.from('second') });
    expect((await get()).toString()).toBe('second');
    expect(BYTES.equals(await get(first.VersionId))).toBe(true);
    const again = await objectsOf(undefined, directory);
    expect((await again.get()).toString()).toBe('second');
    expect(BYTES.equals(await again.get(first.VersionId))).toBe(true);
    await again.put({ Body: Buffer.from('third') });
    expect((await again.get()).toString()).toBe('third');
  });

  it('is replaced in a bucket without versions', async () => {
    const { put, get, s3 } = await objectsOf();
    const mail = { Bucket: 'inbound', Key: 'inbound/1' };
    await put(mail);
    expect(await put({ ...mail, Body: Buffer.from('second') })).not.toHaveProperty('VersionId');
    expect((await get(undefined, mail)).toString()).toBe('second');
    expect(await s3.send(new HeadObjectCommand(mail))).not.toHaveProperty('VersionId');
  });

  it('misses only the version that an operator deleted', async () => {
    const { put, get, objects } = await objectsOf();
    const { VersionId } = await put();
    await put({ Body: Buffer.from('second') });
    const version = objects.find(at.Bucket, at.Key, VersionId);
    if (version) await objects.remove(version);
    await expect(get(VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
    expect((await get()).toString()).toBe('second');
  });
});

describe('a call of S3', () => {
  it.each([
    ['s3:PutObject', (made: Made) => made.put()],
    ['s3:GetObject', (made: Made) => made.get()],
    ['s3:GetObjectVersion', (made: Made) => made.get('v1')],
  ])('needs %s of the object', async (action, call) => {
    const made = await objectsOf([]);
    await expect(call(made)).rejects.toMatchObject({ name: 'AccessDenied', message: 'It may not.' });
    expect(made.asked).toEqual([`${action} arn:aws:s3:::files/agents/agt_1/a b+ü.pdf`]);
  });

  it('tells whoever may not list the bucket nothing of what is not in it', async () => {
    const { get, s3 } = await objectsOf(['s3:GetObjectVersion']);
    await expect(get('v1')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(s3.send(new HeadObjectCommand({ ...at, VersionId: 'v1' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('of a bucket that is not in the template finds none', async () => {
    const { get } = await objectsOf();
    await expect(get(undefined, { Bucket: 'other', Key: 'a' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it.each([
    ['a range', new GetObjectCommand({ ...at, Range: 'bytes=0-1' }), /"range"/],
    ['a condition', new PutObjectCommand({ ...at, Body: BYTES, IfNoneMatch: '*' }), /"if-none-match"/],
    ['an ACL', new PutObjectCommand({ ...at, Body: BYTES, ACL: 'public-read' }), /"x-amz-acl"/],
    ['another sum', new PutObjectCommand({ ...at, Body: BYTES, ChecksumCRC64NVME: 'AAAAAAAAAAA=' }), /crc64nvme/],
    ['a part', new GetObjectCommand({ ...at, PartNumber: 1 }), /"partNumber"/],
    ['a copy', new CopyObjectCommand({ ...at, CopySource: 'files/a' }), /x-amz-copy-source/],
    ['a deletion', new DeleteObjectCommand(at), /gets, heads and puts.*DELETE/],
    ['a list', new ListObjectsV2Command({ Bucket: 'files' }), /gets, heads and puts/],
  ])('that asks for %s is refused by its name', async (_, command, says) => {
    const { s3 } = await objectsOf();
    await expect(s3.send(command as GetObjectCommand)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringMatching(says),
    });
  });
});

type Made = Awaited<ReturnType<typeof objectsOf>>;
