import type { EffectResult } from '../effect.ts';
import { isRefusal, readSdkError } from './sdk-error.ts';

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
  'InvalidSignatureException',
];

/**
 * What an error of SES v2 `SendEmail` says about the email. A modelled 4xx means that it was not accepted. A 5xx, a
 * reset, a time-out and anything unheard of may come after it was accepted: unknown. The SDK gives a reset and a
 * response time-out the same name (`TimeoutError`), so the name cannot tell "never sent" from "sent".
 */
export function classifySesError(error: unknown): EffectResult {
  const { name, status, neverLeft } = readSdkError(error);
  if (neverLeft) return { known: 'not_begun', code: neverLeft };
  if (!isRefusal(status)) return { known: 'unknown', code: name };
  return { known: status === 429 || NOT_NOW.includes(name) ? 'not_begun' : 'refused', code: name };
}
