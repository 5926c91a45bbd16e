import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumName } from './object-store.ts';

const CHECKSUMS: Record<ChecksumName, (bytes: Buffer) => string> = {
  crc32(bytes) {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    return sum.toString('base64');
  },
  sha1: (bytes) => createHash('sha1').update(bytes).digest('base64'),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('base64'),
};

export function isChecksumName(name: string): name is ChecksumName {
  return Object.hasOwn(CHECKSUMS, name);
}

/** Checksums in base64, as S3's headers carry them. */
export function checksumOf(name: ChecksumName, bytes: Buffer): string {
  return CHECKSUMS[name](bytes);
}
