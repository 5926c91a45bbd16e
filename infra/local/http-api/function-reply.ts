import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';

export type HttpReply = { status: number; headers: Record<string, string>; cookies: string[]; body: Buffer };

const HeaderValue = z.union([z.string(), z.number(), z.boolean()]);

const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), HeaderValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * What a client gets for the value that a function returned, in payload format 2.0.
 * @returns undefined for a value that API Gateway answers with a 500
 */
export function functionReply(value: unknown): HttpReply | undefined {
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    const body = Buffer.from(JSON.stringify(value ?? null));
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body };
  }
  const parsed = Structured.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, cookies, body, isBase64Encoded } = parsed.data;
  const headers = passedHeaders(parsed.data.headers ?? {});
  if (!headers || !(cookies ?? []).every(isHeaderValue)) return undefined;
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    cookies: cookies ?? [],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** An answer of API Gateway itself. */
export function gatewayReply(status: number, message: string, headers: Record<string, string> = {}): HttpReply {
  const body = Buffer.from(JSON.stringify({ message }));
  return { status, headers: { 'content-type': 'application/json', ...headers }, cookies: [], body };
}

/** These are API Gateway's own to set. */
const NOT_PASSED = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

function passedHeaders(headers: Record<string, string | number | boolean>): Record<string, string> | undefined {
  const passed = Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !NOT_PASSED.has(name));
  return passed.every(([name, value]) => isHeaderName(name) && isHeaderValue(value))
    ? Object.fromEntries(passed)
    : undefined;
}

const isHeaderName = (name: string) => doesNotThrow(() => validateHeaderName(name));
const isHeaderValue = (value: string) => doesNotThrow(() => validateHeaderValue('any', value));

function doesNotThrow(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}
