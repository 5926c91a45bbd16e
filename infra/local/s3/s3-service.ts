import type { AwsReply, AwsRequest, LocalService, PermissionCheck } from '../contract.ts';
import type { ObjectStore, ObjectVersion } from './object-store.ts';
import { type ObjectRequest, readObjectRequest } from './read-object-request.ts';
import { readPut } from './read-put.ts';

/** Stands in for S3 (signing name `s3`): gets, heads and puts single objects of the buckets of the template. */
export function s3Service(store: ObjectStore): LocalService {
  return {
    permissions(request) {
      const read = readObjectRequest(request);
      return typeof read === 'string' ? [] : checksOf(store, read);
    },
    async serve(request) {
      const read = readObjectRequest(request);
      if (typeof read === 'string') return s3Error(501, 'NotImplemented', read);
      if (store.isVersioned(read.bucket) === undefined)
        return s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
      return read.does === 'put' ? put(store, read, request) : get(store, read, request.headers);
    },
    refuse: (status, code, message) => s3Error(status, code.replace(/Exception$/, ''), message),
  };
}

/** S3 tells only who may list a bucket that something is not in it; to anybody else that is forbidden. */
function checksOf(store: ObjectStore, { does, bucket, key, versionId }: ObjectRequest): PermissionCheck[] {
  const read = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  const arn = `arn:aws:s3:::${bucket}`;
  const own = { action: does === 'put' ? 's3:PutObject' : read, resource: `${arn}/${key}`, context: {} };
  const isThere = does === 'put' || store.find(bucket, key, versionId) !== undefined;
  return isThere ? [own] : [own, { action: 's3:ListBucket', resource: arn, context: {} }];
}

async function put(store: ObjectStore, { bucket, key }: ObjectRequest, request: AwsRequest): Promise<AwsReply> {
  const object = readPut(request);
  if ('code' in object) return s3Error(400, object.code, object.message);
  const version = await store.put(bucket, key, object);
  return { status: 200, headers: headersOf(store, version, true), body: '' };
}

async function get(
  store: ObjectStore,
  { does, bucket, key, versionId }: ObjectRequest,
  headers: Record<string, string>,
): Promise<AwsReply> {
  const version = store.find(bucket, key, versionId);
  if (!version) {
    const [code, what] = versionId === undefined ? ['NoSuchKey', 'key'] : ['NoSuchVersion', 'version'];
    return s3Error(404, code ?? '', `The specified ${what} does not exist.`);
  }
  const about = {
    ...headersOf(store, version, headers['x-amz-checksum-mode'] === 'ENABLED'),
    ...{ 'content-type': version.contentType, 'content-length': String(version.size) },
    'last-modified': new Date(version.lastModified).toUTCString(),
    ...Object.fromEntries(Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
  return { status: 200, headers: about, body: does === 'head' ? '' : await store.read(version) };
}

function headersOf(store: ObjectStore, version: ObjectVersion, withChecksums: boolean): Record<string, string> {
  const { bucket, versionId, etag, checksums } = version;
  const sums = Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]);
  return {
    ...{ etag: `"${etag}"`, 'x-amz-server-side-encryption': 'AES256' },
    ...(store.isVersioned(bucket) && { 'x-amz-version-id': versionId }),
    ...(withChecksums && sums.length > 0 && { 'x-amz-checksum-type': 'FULL_OBJECT', ...Object.fromEntries(sums) }),
  };
}

function s3Error(status: number, code: string, message: string): AwsReply {
  const text = message.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
