import type { EffectResult } from '../execute-action.ts';

/** Nothing reached the service: no address, nobody listening, not the server it claims to be, or nothing to sign with. */
const NEVER_LEFT = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CredentialsProviderError',
];

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

type SdkError = { name?: string; code?: string; Reason?: unknown; $metadata?: { httpStatusCode?: number } };

/**
 * What an error of End User Messaging's `SendTextMessage` or `SendVoiceMessage` says about the message. A 4xx by name
 * means that it was not accepted. A 5xx, a reset, a time-out, an answer that cannot be read and anything unheard of may
 * come after it was accepted: unknown, whatever its name. (408 and 499 too: something on the way gave up waiting.) The
 * code is the service's own reason where it gives one, such as `DESTINATION_PHONE_NUMBER_OPTED_OUT`; `spend_limit` when
 * the month's money is spent.
 */
export function classifyMessagingError(error: unknown): EffectResult {
  const { name = 'Error', code = '', Reason, $metadata } = (error ?? {}) as SdkError;
  const status = $metadata?.httpStatusCode;
  const reason = typeof Reason === 'string' && /^[A-Z_]{3,100}$/.test(Reason) ? Reason : undefined;
  if (status === undefined && (NEVER_LEFT.includes(code) || NEVER_LEFT.includes(name))) {
    return { known: 'not_begun', code: code || name };
  }
  if (status === undefined || status < 400 || status >= 500 || status === 408 || status === 499) {
    return { known: 'unknown', code: name };
  }
  const isForGood = name === 'AccessDeniedException' && reason !== undefined;
  if (status === 429 || (NOT_NOW.includes(name) && !isForGood)) return { known: 'not_begun', code: name };
  if (NAMELESS.includes(name)) return { known: 'unknown', code: name };
  if (reason?.startsWith('MONTHLY_SPEND_LIMIT')) return { known: 'refused', code: 'spend_limit' };
  return { known: 'refused', code: reason ?? name };
}
