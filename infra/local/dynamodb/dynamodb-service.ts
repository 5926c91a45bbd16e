import type { IncomingHttpHeaders } from 'node:http';
import type { AwsReply, AwsRequest, LocalService, Resource } from '../contract.ts';
import { openCalls } from './open-calls.ts';
import { permissionChecks } from './permission-checks.ts';
import type { DatabaseAccess } from './start-dynamodb.ts';
import { readTables } from './table-properties.ts';

const TARGET = 'DynamoDB_20120810.';

/** Stands in for DynamoDB: judged call by call, then served by DynamoDB Local. */
export function dynamoDbService(database: DatabaseAccess, resources: Iterable<Resource>): LocalService {
  const tables = new Map(readTables(resources).map((table) => [table.TableName, table]));
  const call = openCalls(database);
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
      const { headers, body } = request;
      const target = headers['x-amz-target'] ?? '';
      const answer = await call({ target, contentType: headers['content-type'], body });
      return { ...answer, headers: keptHeaders(answer.headers) };
    },
  };
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
