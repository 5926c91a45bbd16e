import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type JsonRefusal, parseStrictJson, type StrictJsonOptions } from './action/strict-json.ts';
import { AppError, ERRORS } from './errors.ts';
import { invalidRequest } from './invalid-request.ts';
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

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const throttled = error instanceof Error && THROTTLES.includes(error.name);
  return new AppError(throttled ? 'BUSY' : 'INTERNAL', {}, { cause: error });
}

function problem(error: AppError, event: HttpEvent): HttpReply {
  const { status, title } = ERRORS[error.code];
  const { reason, allow } = error.details;
  const fields = {
    ...{ code: error.code, status, route: event.routeKey, requestId: event.requestContext.requestId },
    ...(typeof reason === 'string' ? { reason } : {}),
  };
  if (status >= 500) log.error('request failed', { ...fields, ...errorFields(error.cause) });
  else log.info('request refused', fields);
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 503 ? { 'retry-after': '1' } : {}),
      ...(typeof allow === 'string' ? { allow } : {}),
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

/** The body's bytes as sent, as text; refused when over {@link MAX_BODY_BYTES} or not UTF-8. */
export function rawBody({ body = '', isBase64Encoded }: HttpEvent): string {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > MAX_BODY_BYTES) throw new AppError('TOO_LARGE', { limitBytes: MAX_BODY_BYTES });
  // Read leniently, other bytes would become the same text: then a signature would hold for more than was signed.
  if (!isUtf8(bytes) || !body.isWellFormed()) throw unreadable('not_utf8');
  return bytes.toString('utf8');
}

const JSON_TYPE = /^\s*application\/([\w.+-]+\+)?json\s*(;|$)/i;

/** The body, parsed and checked; what is wrong with it is said field by field. */
export function parseBody<T extends z.ZodType>(schema: T, event: HttpEvent): z.output<T> {
  const type = event.headers['content-type'];
  const text = rawBody(event);
  // A form of another site is sent as one of the types that browsers send unasked, and JSON is none of them.
  if (type !== undefined && !JSON_TYPE.test(type)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  return parseInput(schema, readStrictJson(text));
}

const WHAT_TO_DO: Record<JsonRefusal | 'not_utf8', string> = {
  not_utf8: 'The body is not UTF-8. Encode it as UTF-8.',
  not_json: 'The body is not JSON.',
  too_deep: 'Lists and objects lie more than 64 deep in each other. Send it flatter.',
  duplicate_key: 'An object has a key twice. Send each key once.',
  forbidden_key: 'The keys `__proto__` and `constructor` with a `prototype` are not taken. Leave them out.',
  unsafe_integer: 'A whole number is beyond 9007199254740991, so some readers would change it. Send it as a string.',
  inexact_number: 'A number has more digits than a double holds. Send it as a string.',
  lone_surrogate: 'A string holds half of a surrogate pair, like a cut-off emoji. Cut texts between characters.',
};

/** What two readers could read differently is refused: the same body must mean the same to the person and to us. */
export function readStrictJson(text: string, options?: StrictJsonOptions): unknown {
  const read = parseStrictJson(text, options);
  if (read.ok) return read.value;
  throw unreadable(read.reason, read.position);
}

function unreadable(reason: keyof typeof WHAT_TO_DO, position?: number): AppError {
  const error = { path: '', message: WHAT_TO_DO[reason], ...(position === undefined ? {} : { position }) };
  return new AppError('INVALID_REQUEST', { reason, errors: [error] });
}

export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues);
}

/** Longer than any id of ours; what is much longer, or not plain text, does not fit into a key of the table. */
const ID = /^[\x21-\x7e]{1,100}$/;

export function pathParam(event: HttpEvent, name: string): string {
  const value = optionalPathParam(event, name);
  if (value === undefined) throw new AppError('NOT_FOUND');
  return value;
}

/** For a function that serves a route without it too. */
export function optionalPathParam(event: HttpEvent, name: string): string | undefined {
  const value = event.pathParameters?.[name];
  if (value !== undefined && !ID.test(value)) throw new AppError('NOT_FOUND');
  return value;
}
