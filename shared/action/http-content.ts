import * as z from 'zod';
import { isSafeHeaderName, SECRET_REFERENCE } from './http-headers.ts';
import { readHttpTarget } from './http-target.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const MAX_BODY = 100_000;

/** Visible ASCII and spaces inside: what every server reads alike (RFC 9110, 5.5). */
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

const headers = z
  .record(
    z.string().refine(isSafeHeaderName, 'This header cannot be set: its name is no token, or the sender sets it.'),
    z.string().max(4_000).regex(HEADER_VALUE, 'A header is one line of visible ASCII characters.'),
  )
  .refine((all) => Object.keys(all).length <= 30, 'At most 30 headers.')
  .refine((all) => unique(Object.keys(all).map((name) => name.toLowerCase())), 'A header is given twice.')
  .refine((all) => Object.values(all).every(hasOnlyWholeReferences), 'Write a secret as {{secret:NAME}}.');

/**
 * What an agent gives to `http_request`. The body is either text or JSON, at most 100,000 characters. A secret is
 * named in a header as `{{secret:NAME}}` and stays a name: its value is put in when the request is sent.
 */
export const HttpInput = z
  .strictObject({
    method: z
      .string()
      .refine((method) => METHODS.some((known) => known === method.toUpperCase()), `Use one of ${METHODS.join(', ')}.`),
    url: z
      .string()
      .max(2_000)
      .refine(
        (url) => readHttpTarget(url) !== undefined,
        'Give an https URL with a full host name, without user, fragment, spaces or hidden characters.',
      ),
    headers: headers.optional().describe('By name. A secret of the workspace is written {{secret:NAME}}.'),
    body: z.string().min(1).max(MAX_BODY).optional().describe('The body as text.'),
    json: z.json().optional().describe('The body as JSON, instead of `body`.'),
  })
  .refine(({ body, json }) => body === undefined || json === undefined, 'Give `body` or `json`, not both.')
  .refine(({ json }) => JSON.stringify(json ?? null).length <= MAX_BODY, `\`json\` is over ${MAX_BODY} characters.`)
  .refine((input) => !/^(get|head)$/i.test(input.method) || !hasBody(input), 'GET and HEAD have no body.')
  .refine(
    ({ url, body, json }) => !namesSecret(`${url}${body}${JSON.stringify(json)}`),
    'Secrets go into headers only.',
  );
export type HttpInput = z.infer<typeof HttpInput>;

/**
 * The request as it will be shown, hashed and sent: method in upper case, header names in lower, URL in normal form, the
 * type of the body said.
 */
export function toHttpContent(input: HttpInput): HttpInput {
  const entries = Object.entries(input.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  if (hasBody(input) && !entries.some(([name]) => name === 'content-type')) {
    entries.push(['content-type', input.json === undefined ? 'text/plain; charset=utf-8' : 'application/json']);
  }
  return {
    method: input.method.toUpperCase(),
    url: readHttpTarget(input.url)?.href ?? input.url,
    ...(entries.length > 0 ? { headers: Object.fromEntries(entries) } : {}),
    ...(input.body === undefined ? {} : { body: input.body }),
    ...(input.json === undefined ? {} : { json: input.json }),
  };
}

/** The one line that lists show. Written from the content, never from the agent's words. */
export function summariseHttp(content: HttpInput): string {
  return `${content.method} ${content.url}`.slice(0, 200);
}

/** Names of the secrets that the headers refer to. */
export function secretsOf(content: HttpInput): string[] {
  const values = Object.values(content.headers ?? {});
  return [...new Set(values.flatMap((value) => [...value.matchAll(SECRET_REFERENCE)].map(([, name = '']) => name)))];
}

function hasBody({ body, json }: { body?: unknown; json?: unknown }): boolean {
  return body !== undefined || json !== undefined;
}

function hasOnlyWholeReferences(value: string): boolean {
  return !namesSecret(value.replaceAll(SECRET_REFERENCE, ''));
}

/** Near misses count: what looks like a reference to a person must be one, and stand where references work. */
function namesSecret(text: string): boolean {
  return /\{\{\s*secret|%7b%7b\s*secret/i.test(text);
}

function unique(names: string[]): boolean {
  return new Set(names).size === names.length;
}
