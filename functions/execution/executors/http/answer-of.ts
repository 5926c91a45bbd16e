import { type Answer, cutAnswer } from '#shared/action/answer.ts';
import type { Received } from '#shared/outbound/pinned-request.ts';
import { redact, type SecretValues } from './resolve-secrets.ts';

const MAX_HEADERS = 40;

/** Credentials of another conversation than the agent's. */
const HIDDEN = new Set(['set-cookie', 'set-cookie2', 'authorization', 'authentication-info', 'www-authenticate']);

/** The part of a response that is kept and shown: no cookies or credentials, and no secret that we sent. */
export function answerOf({ status, headers, body, read }: Received, secrets: SecretValues): Answer {
  const clean = (text: unknown) => redact(String(text), secrets).toWellFormed();
  const shown = Object.entries(headers).filter(([name]) => !HIDDEN.has(name) && !name.startsWith('proxy-'));
  const others = shown.filter(([name]) => name !== 'content-type');
  const type = headers['content-type'];
  return cutAnswer({
    status,
    ...(type === undefined ? {} : { contentType: clean(type).slice(0, 200) }),
    headers: Object.fromEntries(
      others.slice(0, MAX_HEADERS).map(([name, value]) => [clean(name), clean(value).slice(0, 1_000)]),
    ),
    ...(isText(headers) ? { body: clean(body.toString('utf8')) } : {}),
    bytes: body.byteLength,
    truncated: read !== 'whole' || others.length > MAX_HEADERS,
  });
}

function isText(headers: Received['headers']): boolean {
  const encoding = headers['content-encoding'] ?? 'identity';
  const type = headers['content-type'] ?? '';
  return (
    encoding === 'identity' &&
    /^(text\/|application\/([\w.+-]*\+)?(json|xml|x-www-form-urlencoded|problem)\b)/i.test(type)
  );
}
