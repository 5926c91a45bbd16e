import { S3Client } from '@aws-sdk/client-s3';
import type { FileStore } from './read-stored-file.ts';

/** How long S3 may take to begin an answer; without `throwOnRequestTimeout` the SDK only warns of it. */
const ANSWER_WITHIN_MS = 5_000;

/** The stack's bucket of files. Reads have no effect, so the SDK's own retries stay on. */
export function openFileStore(env: { FILES_BUCKET: string }, answerWithinMs = ANSWER_WITHIN_MS): FileStore {
  const requestHandler = { connectionTimeout: 3_000, requestTimeout: answerWithinMs, throwOnRequestTimeout: true };
  return { s3: new S3Client({ requestHandler }), bucket: env.FILES_BUCKET };
}
