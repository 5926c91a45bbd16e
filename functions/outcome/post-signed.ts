import { Webhook } from 'standardwebhooks';
import { readHttpTarget } from '#shared/action/http-target.ts';
import { pinnedRequest, type Reach, routeTo } from '#shared/outbound/pinned-request.ts';

/** One message of Standard Webhooks. */
export type Message = { id: string; timestamp: string; body: string };

/** From the look-up of the name to the last byte of the answer. */
const WITHIN_MS = 10_000;

/**
 * Posts a message, signed with each secret, to a public address over TLS. Undefined when it arrived (2xx), else a code that
 * says why not. A redirect is not followed: the owner named this URL.
 */
export async function postSigned(
  { reach, now }: { reach: Reach; now: () => Date },
  url: string,
  secrets: readonly string[],
  { id, body }: Message,
): Promise<string | undefined> {
  const target = readHttpTarget(url);
  if (!target) return 'unreadable_url';
  const at = now();
  const end = at.getTime() + WITHIN_MS;
  const signal = AbortSignal.timeout(WITHIN_MS);
  const route = await routeTo(reach, target, signal);
  if ('code' in route) return route.code;
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
  const attempt = await pinnedRequest(
    { route, ca: reach.ca },
    { method: 'POST', target, headers, body: Buffer.from(body) },
    { signal, isOver: () => now().getTime() >= end },
  );
  if (attempt.reached !== 'server') return attempt.code;
  const { status } = attempt.received;
  return status >= 200 && status < 300 ? undefined : `http_${status}`;
}
