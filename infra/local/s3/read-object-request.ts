import type { AwsRequest } from '../contract.ts';

/** A request for one object, or a sentence about what the local S3 does not do. */
export type ObjectRequest = {
  does: 'get' | 'head' | 'put';
  bucket: string;
  key: string;
  versionId: string | undefined;
};

const METHODS: Record<string, ObjectRequest['does']> = { GET: 'get', HEAD: 'head', PUT: 'put' };

/** `x-id` names the operation, for logs. */
const QUERY: Record<ObjectRequest['does'], string[]> = {
  get: ['versionId', 'x-id'],
  head: ['versionId'],
  put: ['x-id'],
};

/** Said by every client of itself. */
const BY_THE_WAY = /^x-amz-(content-sha256|date|security-token|user-agent)$/;
const HEADERS: Record<ObjectRequest['does'], RegExp> = {
  get: /^x-amz-checksum-mode$/,
  head: /^x-amz-checksum-mode$/,
  put: /^x-amz-(checksum-(crc32|sha1|sha256)|sdk-checksum-algorithm|trailer|decoded-content-length|meta-.+)$/,
};

/** Headers of HTTP that would change what is answered or stored. */
const CONDITIONAL = ['range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'content-md5'];

/** Reads a path-style request. What it asks besides is refused by its name, and never ignored. */
export function readObjectRequest({ method, url, headers }: AwsRequest): ObjectRequest | string {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const [, bucket = '', rest = ''] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  const does = METHODS[method];
  if (!does || !bucket) return `The local S3 gets, heads and puts single objects, and not: ${method} ${pathname}`;
  const query = [...searchParams.keys()].find((name) => !QUERY[does].includes(name));
  if (query !== undefined) return `The local S3 does not know "${query}" in the query of ${method}.`;
  const unknown = Object.keys(headers).find((name) => isUnknown(name, does));
  if (unknown !== undefined) return `The local S3 does not know the header "${unknown}" of ${method}.`;
  return { does, bucket, key: decodeURIComponent(rest), versionId: searchParams.get('versionId') ?? undefined };
}

function isUnknown(name: string, does: ObjectRequest['does']): boolean {
  if (CONDITIONAL.includes(name)) return true;
  return name.startsWith('x-amz-') && !BY_THE_WAY.test(name) && !HEADERS[does].test(name);
}
