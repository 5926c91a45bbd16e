import type { EffectResult } from '../../execute-action.ts';
import { classifyHttpOutcome } from './classify-http-outcome.ts';
import { type Limit, type Outgoing, pinnedRequest, type Reach } from './pinned-request.ts';
import type { SecretValues } from './resolve-secrets.ts';
import { excerptOf, type ResponseExcerpt } from './response-excerpt.ts';

/** What one try of a request says, and what came back. */
export type RequestResult = EffectResult & { response?: ResponseExcerpt };

/** Sends a request once and classifies what is heard. */
export async function attemptRequest(
  reach: Reach,
  outgoing: Outgoing,
  {
    secrets,
    idempotencyKey,
    idempotent,
    limit,
  }: {
    secrets: SecretValues;
    idempotencyKey: string;
    idempotent: boolean;
    limit: Limit;
  },
): Promise<RequestResult> {
  const attempt = await pinnedRequest(reach, outgoing, limit);
  if (attempt.reached !== 'server') return classifyHttpOutcome(attempt, { idempotent, providerId: idempotencyKey });
  const { status, read } = attempt.received;
  const response = excerptOf(attempt.received, secrets);
  const providerId = requestIdOf(response) ?? idempotencyKey;
  return { ...classifyHttpOutcome({ reached: 'server', status, read }, { idempotent, providerId }), response };
}

/** What the server calls this request in its own logs. */
function requestIdOf({ headers }: ResponseExcerpt): string | undefined {
  const id = headers['x-request-id'] ?? headers['request-id'] ?? headers['x-amzn-requestid'];
  return id && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}

/** A time limit from now on. */
export function limitOf(milliseconds: number, now: () => Date): Limit {
  const end = now().getTime() + milliseconds;
  return { signal: AbortSignal.timeout(milliseconds), isOver: () => now().getTime() >= end };
}
