import { createHash } from 'node:crypto';
import type { AwsRequest } from '../contract.ts';
import { unchunk } from './aws-chunked.ts';
import { checksumOf, isChecksumName } from './checksums.ts';
import type { ChecksumName } from './object-store.ts';

export type PutObject = {
  bytes: Buffer;
  contentType?: string;
  checksums: Partial<Record<ChecksumName, string>>;
  metadata: Record<string, string>;
};

/** Why S3 would not store it. */
export type BadPut = { code: 'BadDigest' | 'IncompleteBody' | 'XAmzContentSHA256Mismatch'; message: string };

/** What a PutObject stores: its bytes without the encoding they came in, each sum that came along made over again. */
export function readPut({ headers, body }: Pick<AwsRequest, 'headers' | 'body'>): PutObject | BadPut {
  const isChunked = /\baws-chunked\b/.test(headers['content-encoding'] ?? '');
  const unchunked = isChunked ? unchunk(body) : { bytes: body, trailers: {} };
  const told = Number(headers['x-amz-decoded-content-length'] ?? unchunked?.bytes.length);
  if (!unchunked || told !== unchunked.bytes.length)
    return { code: 'IncompleteBody', message: 'The body is not as long as it says.' };
  const { bytes, trailers } = unchunked;
  const payload = headers['x-amz-content-sha256'] ?? '';
  if (/^[0-9a-f]{64}$/.test(payload) && createHash('sha256').update(bytes).digest('hex') !== payload)
    return { code: 'XAmzContentSHA256Mismatch', message: 'The provided x-amz-content-sha256 is not of this body.' };
  const checksums = Object.fromEntries(
    Object.entries({ ...headers, ...trailers }).flatMap(([name, value]): [ChecksumName, string][] => {
      const [, checksum = ''] = /^x-amz-checksum-(\w+)$/.exec(name) ?? [];
      return isChecksumName(checksum) ? [[checksum, value]] : [];
    }),
  );
  const wrong = Object.entries(checksums).find(([name, value]) => checksumOf(name as ChecksumName, bytes) !== value);
  if (wrong) return { code: 'BadDigest', message: `The ${wrong[0]} you gave is not of this body.` };
  const contentType = headers['content-type'];
  return { bytes, checksums, metadata: metadataOf(headers), ...(contentType !== undefined && { contentType }) };
}

function metadataOf(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      return name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), value]] : [];
    }),
  );
}
