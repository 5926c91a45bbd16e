import type { EffectResult } from '../effect.ts';
import { isRefusal, readSdkError } from './sdk-error.ts';

/** Refusals that say "not now" of who asks, not of what is asked: later it may be accepted. */
const NOT_NOW = [
  'ThrottlingException',
  'AccessDeniedException',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
];

/** What the SDK calls a refusal that does not say what it is: some proxy's page, and not the service's word. */
const NAMELESS = ['SyntaxError', 'Unknown', 'UnknownError', 'Error'];

/**
 * What an error of End User Messaging's `SendTextMessage` or `SendVoiceMessage` says about the message. A 4xx by name
 * means that it was not accepted. A 5xx, a reset, a time-out, an answer that cannot be read and anything unheard of may
 * come after it was accepted: unknown, whatever its name. (408 and 499 too: something on the way gave up waiting.) The
 * code is the service's own reason where it gives one, such as `DESTINATION_PHONE_NUMBER_OPTED_OUT`; `spend_limit` when
 * the month's money is spent.
 */
export function classifyMessagingError(error: unknown): EffectResult {
  const { name, status, neverLeft } = readSdkError(error);
  const { Reason } = (error ?? {}) as { Reason?: unknown };
  const reason = typeof Reason === 'string' && /^[A-Z_]{3,100}$/.test(Reason) ? Reason : undefined;
  if (neverLeft) return { known: 'not_begun', code: neverLeft };
  if (!isRefusal(status)) return { known: 'unknown', code: name };
  const isForGood = name === 'AccessDeniedException' && reason !== undefined;
  if (status === 429 || (NOT_NOW.includes(name) && !isForGood)) return { known: 'not_begun', code: name };
  if (NAMELESS.includes(name)) return { known: 'unknown', code: name };
  if (reason?.startsWith('MONTHLY_SPEND_LIMIT')) return { known: 'refused', code: 'spend_limit' };
  return { known: 'refused', code: reason ?? name };
}
