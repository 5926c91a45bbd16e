import type { EffectResult } from '../execute-action.ts';

/** Nothing reached the service: no address, nobody listening, or no credentials to sign with. */
const NEVER_LEFT = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'CredentialsProviderError'];

/** Refusals that say "not now": nothing was accepted, and later it may be. */
const NOT_NOW = [
  'TooManyRequestsException',
  'LimitExceededException',
  'ThrottlingException',
  'Throttling',
  'SendingPausedException',
  'AccessDeniedException',
  'ExpiredTokenException',
  'UnrecognizedClientException',
];

/**
 * What an error of SES v2 `SendEmail` says about the email. A modelled 4xx means that it was not accepted. A 5xx, a
 * reset, a time-out and anything unheard of may come after it was accepted: unknown. The SDK gives a reset and a
 * response time-out the same name (`TimeoutError`), so the name cannot tell "never sent" from "sent".
 */
export function classifySesError(error: unknown): EffectResult {
  const {
    name = 'Error',
    code = '',
    $metadata,
  } = (error ?? {}) as { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (NEVER_LEFT.includes(code) || NEVER_LEFT.includes(name)) return { known: 'not_begun', code: code || name };
  if (status === 429 || NOT_NOW.includes(name)) return { known: 'not_begun', code: name };
  // 408 and 499 come from something on the way that gave up waiting.
  if (status === 408 || status === 499) return { known: 'unknown', code: name };
  if (status !== undefined && status >= 400 && status < 500) return { known: 'refused', code: name };
  return { known: 'unknown', code: name };
}
