import { Agent, type IncomingHttpHeaders, request as openRequest } from 'node:http';
import type { DatabaseAccess } from './start-dynamodb.ts';

const KEPT_OPEN_MS = 10_000;
const JSON_TYPE = 'application/x-amz-json-1.0';

type Call = {
  /** `DynamoDB_20120810.PutItem` */
  target: string;
  contentType?: string | undefined;
  body: string | Buffer;
};
type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Opens calls to DynamoDB Local in AWS's JSON protocol. An aborted signal ends the calls that are under way. */
export function openCalls({ url, accessKeyId }: DatabaseAccess, signal?: AbortSignal): (call: Call) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, timeout: KEPT_OPEN_MS });
  return ({ target, contentType = JSON_TYPE, body }) =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: localAuthorization(accessKeyId),
        'content-length': Buffer.byteLength(body),
        'content-type': contentType,
        'x-amz-target': target,
      };
      const options = { method: 'POST', agent, headers, ...(signal && { signal }) };
      const outgoing = openRequest(url, options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('error', reject)
          .on('end', () =>
            resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: Buffer.concat(chunks) }),
          );
      });
      outgoing.on('error', reject).end(body);
    });
}

/** DynamoDB Local checks no signature: it takes the access key id only, as the name of a database. */
function localAuthorization(accessKeyId: string): string {
  const scope = `${accessKeyId}/20260101/us-east-1/dynamodb/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
}
