import canonicalize from 'canonicalize';
import { HttpInput, secretsOf } from '#shared/action/http-content.ts';
import { readHttpTarget } from '#shared/action/http-target.ts';
import type { HttpSettings } from '#shared/guardrail/http-settings.ts';
import { findEndpoint } from '#shared/guardrail/judge-http.ts';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import { attemptRequest, limitOf, type RequestResult } from './attempt-request.ts';
import { safeLifeMs } from './key-life.ts';
import type { Outgoing, Reach } from './pinned-request.ts';
import { fillIn, type GetSecret, resolveSecrets } from './resolve-secrets.ts';

export type HttpDeps = {
  now: () => Date;
  getSecret: GetSecret;
  reach: Reach;
  /** {@link EFFECT_TIMEOUT_MS} unless a test is in a hurry. */
  timeoutMs?: number;
};

/** The attempt that a request is sent in. */
export type HttpAttempt = {
  /** Of the agent, as they are now. */
  settings: HttpSettings | undefined;
  /** `act_…#2`: an automatic repeat carries the same key, a person's "send again" another. */
  idempotencyKey: string;
  /** Set where the claim counts on the server to know the key, and so may come again. */
  keyUntil?: string | undefined;
};

/** The effect of `http_request`: one request, with the same bytes on every try. */
export function sendRequest(deps: HttpDeps) {
  return async ({ input }: { input: HttpInput }, attempt: HttpAttempt): Promise<RequestResult> => {
    const { settings, idempotencyKey } = attempt;
    const limit = limitOf(deps.timeoutMs ?? EFFECT_TIMEOUT_MS, deps.now);
    const target = readHttpTarget(input.url);
    if (target?.href !== input.url) return { known: 'refused', code: 'unreadable_url' };
    if (!settings) return { known: 'refused', code: 'no_settings' };
    const idempotency = findEndpoint(settings, input.method, target)?.idempotency;
    if (attempt.keyUntil && !idempotency) return { known: 'not_begun', code: 'key_no_longer_declared' };
    const secrets = await resolveSecrets(secretsOf(input), deps.getSecret, limit.signal);
    if (!secrets.ok) return { known: 'not_begun', code: secrets.code };
    const outgoing: Outgoing = {
      ...{ method: input.method, target, body: bodyOf(input) },
      headers: {
        ...fillIn(input.headers ?? {}, secrets.values),
        ...(idempotency ? { [idempotency.header.toLowerCase()]: idempotencyKey } : {}),
      },
    };
    const idempotent = idempotency !== undefined;
    return attemptRequest(deps.reach, outgoing, { secrets: secrets.values, idempotencyKey, idempotent, limit });
  };
}

/** How long the server of a request remembers its key, with a margin; undefined where nobody declared that it does. */
export function httpKeyLifeMs(settings: HttpSettings | undefined, input: unknown): number | undefined {
  const content = HttpInput.safeParse(input).data;
  const target = content && readHttpTarget(content.url);
  if (!settings || !content || !target) return undefined;
  return safeLifeMs(findEndpoint(settings, content.method, target)?.idempotency);
}

function bodyOf({ body, json }: HttpInput): Buffer | undefined {
  if (body !== undefined) return Buffer.from(body);
  return json === undefined ? undefined : Buffer.from(canonicalize(json) ?? '');
}
