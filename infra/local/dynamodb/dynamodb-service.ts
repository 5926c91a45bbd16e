import { Agent, type IncomingHttpHeaders, request as openRequest } from 'node:http';
import type { AwsReply, AwsRequest, LocalService, Resource } from '../contract.ts';
import { localAuthorization } from './local-authorization.ts';
import { permissionChecks } from './permission-checks.ts';
import type { DatabaseAccess } from './start-dynamodb.ts';
import { readTables } from './table-properties.ts';

const TARGET = 'DynamoDB_20120810.';
const KEPT_OPEN_MS = 10_000;

/** Stands in for DynamoDB: judged call by call, then served by DynamoDB Local. */
export function dynamoDbService(database: DatabaseAccess, resources: Iterable<Resource>): LocalService {
  const tables = new Map(readTables(resources).map((table) => [table.TableName, table]));
  const agent = new Agent({ keepAlive: true, timeout: KEPT_OPEN_MS });
  const checksOf = ({ headers, body }: AwsRequest) =>
    permissionChecks(tables, headers['x-amz-target']?.replace(TARGET, '') ?? '(none)', parseJson(body));

  return {
    permissions(request) {
      const checks = checksOf(request);
      // What cannot be judged touches nothing: serve says what is wrong with it.
      return typeof checks === 'string' ? [] : checks;
    },
    async serve(request) {
      const checks = checksOf(request);
      if (typeof checks === 'string') return refuse(checks);
      if (checks.length === 0) return refuse('The request names no item.');
      return forward(database, agent, request);
    },
  };
}

function forward(database: DatabaseAccess, agent: Agent, { headers, body }: AwsRequest): Promise<AwsReply> {
  const sent = {
    authorization: localAuthorization(database.accessKeyId),
    'content-length': body.length,
    'content-type': headers['content-type'] ?? 'application/x-amz-json-1.0',
    'x-amz-target': headers['x-amz-target'],
  };
  return new Promise((resolve, reject) => {
    const outgoing = openRequest(database.url, { method: 'POST', agent, headers: sent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('error', reject)
        .on('end', () => {
          const status = incoming.statusCode ?? 500;
          resolve({ status, headers: keptHeaders(incoming.headers), body: Buffer.concat(chunks) });
        });
    });
    outgoing.on('error', reject).end(body);
  });
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = ['content-type', 'x-amzn-requestid', 'x-amz-crc32'].map((name) => [name, headers[name]]);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}

function refuse(message: string): AwsReply {
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: 'com.amazon.coral.validate#ValidationException', message }),
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
