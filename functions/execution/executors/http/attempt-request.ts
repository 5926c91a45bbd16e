import type { Answer } from '#shared/action/answer.ts';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import { type Limit, type Outgoing, pinnedRequest, type Reach, routeTo } from '#shared/outbound/pinned-request.ts';
import type { EffectResult, Preparation } from '../../effect.ts';
import { answerOf } from './answer-of.ts';
import { classifyHttpOutcome, classifyUnreached } from './classify-http-outcome.ts';
import type { SecretValues } from './resolve-secrets.ts';

/** How requests are sent. */
export type Sender = {
  now: () => Date;
  reach: Reach;
  /** {@link EFFECT_TIMEOUT_MS} unless a test is in a hurry. */
  timeoutMs?: number;
};

type About = { secrets: SecretValues; idempotencyKey: string; idempotent: boolean; signal: AbortSignal };

/** A request whose way is found and checked, ready to be sent once. What is heard is classified. */
export async function prepareAttempt(
  { now, reach, timeoutMs = EFFECT_TIMEOUT_MS }: Sender,
  outgoing: Outgoing,
  { secrets, idempotencyKey, idempotent, signal }: About,
): Promise<Preparation> {
  const route = await routeTo(reach, outgoing.target, signal);
  if ('code' in route) return { ready: false, result: classifyUnreached(route.code) };
  const send = async (): Promise<EffectResult> => {
    const attempt = await pinnedRequest({ route, ca: reach.ca }, outgoing, limitOf(timeoutMs, now));
    if (attempt.reached !== 'server') return classifyHttpOutcome(attempt, { idempotent, providerId: idempotencyKey });
    const answer = answerOf(attempt.received, secrets);
    const { status, read } = attempt.received;
    const providerId = requestIdOf(answer) ?? idempotencyKey;
    return { ...classifyHttpOutcome({ reached: 'server', status, read }, { idempotent, providerId }), answer };
  };
  return { ready: true, send };
}

/** What the server calls this request in its own logs. */
function requestIdOf({ headers }: Answer): string | undefined {
  const id = headers['x-request-id'] ?? headers['request-id'] ?? headers['x-amzn-requestid'];
  return id && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}

/** A time limit from now on. */
function limitOf(milliseconds: number, now: () => Date): Limit {
  const end = now().getTime() + milliseconds;
  return { signal: AbortSignal.timeout(milliseconds), isOver: () => now().getTime() >= end };
}
