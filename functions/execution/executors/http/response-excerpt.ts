import type { Received } from './pinned-request.ts';
import { redact, type SecretValues } from './resolve-secrets.ts';

/** What an agent is shown of an answer. It comes from outside: data, never instructions. */
export type ResponseExcerpt = {
  status: number;
  headers: Record<string, string>;
  /** The body as text, at most {@link MAX_TEXT} characters; absent for one that is packed or not text. */
  body?: string;
  /** Bytes that were read. */
  bytes: number;
  truncated: boolean;
};

export const MAX_TEXT = 16_000;
const MAX_HEADERS = 40;

/** Credentials of another conversation than the agent's. */
const HIDDEN = new Set(['set-cookie', 'set-cookie2', 'authorization', 'authentication-info', 'www-authenticate']);

/** The part of an answer that an agent may see: no cookies or credentials, and no secret that we sent. */
export function excerptOf({ status, headers, body, read }: Received, secrets: SecretValues): ResponseExcerpt {
  const shown = Object.entries(headers)
    .filter(([name]) => !HIDDEN.has(name) && !name.startsWith('proxy-'))
    .slice(0, MAX_HEADERS)
    .map(([name, value]) => [redact(name, secrets), redact(String(value), secrets).slice(0, 1_000)]);
  const text = isText(headers) ? redact(body.toString('utf8'), secrets).toWellFormed() : undefined;
  return {
    status,
    headers: Object.fromEntries(shown),
    ...(text === undefined ? {} : { body: text.slice(0, MAX_TEXT).toWellFormed() }),
    bytes: body.byteLength,
    truncated: read !== 'whole' || (text?.length ?? 0) > MAX_TEXT,
  };
}

function isText(headers: Received['headers']): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  const type = headers['content-type'] ?? '';
  return (
    encoding === 'identity' &&
    /^(text\/|application\/([\w.+-]*\+)?(json|xml|x-www-form-urlencoded|problem)\b)/i.test(type)
  );
}
