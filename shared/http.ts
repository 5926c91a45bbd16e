import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { parseStrictJson } from './action/strict-json.ts';
import { AppError, ERRORS } from './errors.ts';
import { errorFields, log } from './log.ts';

export type HttpEvent = APIGatewayProxyEventV2;
export type HttpReply = APIGatewayProxyStructuredResultV2;

/** Larger bodies are refused before they are parsed. */
export const MAX_BODY_BYTES = 256 * 1024;

const THROTTLES = ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'];

/** Wraps a route: what it throws becomes problem details (RFC 9457) with a code of the catalogue. */
export function httpRoute(route: (event: HttpEvent) => Promise<HttpReply>) {
  return async (event: HttpEvent): Promise<HttpReply> => {
    try {
      return await route(event);
    } catch (error) {
      return problem(asAppError(error), event);
    }
  };
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const throttled = error instanceof Error && THROTTLES.includes(error.name);
  return new AppError(throttled ? 'BUSY' : 'INTERNAL', {}, { cause: error });
}

function problem(error: AppError, event: HttpEvent): HttpReply {
  const { status, title } = ERRORS[error.code];
  const fields = { code: error.code, status, route: event.routeKey, requestId: event.requestContext.requestId };
  if (status >= 500) log.error('request failed', { ...fields, ...errorFields(error.cause) });
  else log.info('request refused', fields);
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 503 ? { 'retry-after': '1' } : {}),
    },
    body: JSON.stringify({
      ...error.details,
      type: `urn:countersign:error:${error.code}`,
      title,
      status,
      code: error.code,
    }),
  };
}

export function json(status: number, value: unknown): HttpReply {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}

/** The body's bytes as sent, as text; refused when over {@link MAX_BODY_BYTES}. */
export function rawBody(event: HttpEvent): string {
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64') : Buffer.from(event.body ?? '');
  if (body.byteLength > MAX_BODY_BYTES) throw new AppError('TOO_LARGE', { limitBytes: MAX_BODY_BYTES });
  return body.toString('utf8');
}

/** The body, parsed and checked; what is wrong with it is said field by field. */
export function parseBody<T extends z.ZodType>(schema: T, event: HttpEvent): z.output<T> {
  return parseInput(schema, readStrictJson(rawBody(event)));
}

/** What two readers could read differently is refused: the same body must mean the same to the person and to us. */
function readStrictJson(text: string): unknown {
  const read = parseStrictJson(text);
  if (read.ok) return read.value;
  const message =
    read.reason === 'not_json' ? 'The body is not JSON.' : `The body holds JSON that is not taken: ${read.reason}.`;
  throw new AppError('INVALID_REQUEST', { errors: [{ path: '', message, position: read.position }] });
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('INVALID_REQUEST', { errors: [{ path: '', message: 'The body is not JSON.' }] });
  }
}

export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new AppError('INVALID_REQUEST', { errors });
}

/** Longer than any id of ours; what is much longer does not fit into a key of the table. */
const MAX_ID_LENGTH = 100;

export function pathParam(event: HttpEvent, name: string): string {
  const value = optionalPathParam(event, name);
  if (value === undefined) throw new AppError('NOT_FOUND');
  return value;
}

/** For a function that serves a route without it too. */
export function optionalPathParam(event: HttpEvent, name: string): string | undefined {
  const value = event.pathParameters?.[name];
  if (value === '' || (value && value.length > MAX_ID_LENGTH)) throw new AppError('NOT_FOUND');
  return value;
}
