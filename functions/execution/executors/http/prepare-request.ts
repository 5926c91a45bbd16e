import canonicalize from 'canonicalize';
import { type HttpInput, secretsOf } from '#shared/action/http-content.ts';
import { readHttpTarget } from '#shared/action/http-target.ts';
import type { KeyOf } from '#shared/execution/plan-execution.ts';
import { findEndpoint } from '#shared/guardrail/judge-http.ts';
import { declaredKey } from '#shared/ledger/declared-key.ts';
import type { Outgoing } from '#shared/outbound/pinned-request.ts';
import type { GetSecret } from '#shared/secrets/secrets-below.ts';
import { type About, notReady, type Preparation } from '../../effect.ts';
import { prepareAttempt, type Sender } from './attempt-request.ts';
import { fillIn, resolveSecrets } from './resolve-secrets.ts';

export type HttpDeps = Sender & { getSecret: GetSecret };
type HttpAbout = Pick<About, 'agent' | 'idempotencyKey' | 'signal'>;

/** The effect of `http_request`: one request, with the same bytes on every try. */
export function prepareRequest(deps: HttpDeps) {
  return async ({ input }: { input: HttpInput }, about: HttpAbout): Promise<Preparation> => {
    const { idempotencyKey, signal } = about;
    const settings = about.agent.capabilities.http_request;
    const target = readHttpTarget(input.url);
    if (target?.href !== input.url) return notReady('refused', 'unreadable_url');
    if (!settings) return notReady('refused', 'no_settings');
    const idempotency = findEndpoint(settings, input.method, target)?.idempotency;
    const secrets = await resolveSecrets(secretsOf(input), deps.getSecret, signal);
    if (!secrets.ok) return notReady('not_begun', secrets.code);
    const outgoing: Outgoing = {
      ...{ method: input.method, target, body: bodyOf(input) },
      headers: {
        ...fillIn(input.headers ?? {}, secrets.values),
        ...(idempotency ? { [idempotency.header.toLowerCase()]: idempotencyKey } : {}),
      },
    };
    const idempotent = idempotency !== undefined;
    return prepareAttempt(deps, outgoing, { secrets: secrets.values, idempotencyKey, idempotent, signal });
  };
}

/** The key that the server of a request knows it by; undefined where nobody declared that it does. */
export const keyOfRequest: KeyOf = ({ capability, input }, { capabilities: { http_request: settings } }) => {
  if (capability !== 'http_request' || !settings) return undefined;
  const target = readHttpTarget(input.url);
  const declared = target && findEndpoint(settings, input.method, target)?.idempotency;
  return declared && declaredKey(declared.keyLifeSeconds, { header: declared.header.toLowerCase() });
};

function bodyOf({ body, json }: HttpInput): Buffer | undefined {
  if (body !== undefined) return Buffer.from(body);
  return json === undefined ? undefined : Buffer.from(canonicalize(json) ?? '');
}
