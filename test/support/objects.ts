import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { StoredFile } from '#shared/files/stored-file.ts';
import { type Denial, startAwsEndpoint } from '../../infra/local/endpoint/aws-endpoint.ts';
import { checksumOf } from '../../infra/local/s3/checksums.ts';
import { type ObjectStore, openObjectStore } from '../../infra/local/s3/object-store.ts';
import { s3Service } from '../../infra/local/s3/s3-service.ts';

const VersioningConfiguration = { Status: 'Enabled' };
const BUCKETS = [
  { type: 'AWS::S3::Bucket', ref: 'files', properties: { VersioningConfiguration } },
  { type: 'AWS::S3::Bucket', ref: 'inbound', properties: {} },
];

/** The local S3 behind the local endpoint, with an SDK client of a function that may do what `may` lists. */
export async function startObjects(
  directory: string,
  may: string[] = ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:ListBucket'],
) {
  const objects = await openObjectStore(directory, BUCKETS);
  const denials: Denial[] = [];
  const asked: string[] = [];
  const endpoint = await startAwsEndpoint({
    port: 0,
    callers: new Map([['KEY', 'AgentRun']]),
    services: { s3: s3Service(objects) },
    judge(_, { action, resource }) {
      asked.push(`${action} ${resource}`);
      return { allowed: may.includes(action), reason: 'It may not.' };
    },
    onDenied: (denial) => void denials.push(denial),
  });
  const s3 = new S3Client({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'KEY', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const close = async () => {
    s3.destroy();
    await endpoint.close();
  };
  return { objects, s3, asked, denials, close };
}

/** Stores a file as the runbook tells an operator to, and says how an agent names it. */
export async function storeFile(
  objects: ObjectStore,
  bytes: Buffer,
  its: Partial<Pick<StoredFile, 'name' | 'contentType' | 'key'>> & { bucket?: string } = {},
): Promise<StoredFile> {
  const { bucket = 'files', name = 'terms.pdf', contentType = 'application/pdf', key = 'agents/agt_1/terms.pdf' } = its;
  const checksums = { sha256: checksumOf('sha256', bytes) };
  const { versionId } = await objects.put(bucket, key, { bytes, contentType, checksums });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, contentType, size: bytes.length, sha256, key, versionId };
}
