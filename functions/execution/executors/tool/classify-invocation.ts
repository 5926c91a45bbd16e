import type { EffectResult } from '../../effect.ts';
import { isRefusal, readSdkError } from '../sdk-error.ts';

/** Lambda's "not now", and what an operator can put right: the function was not started. */
const NOT_NOW = [
  'TooManyRequestsException',
  'AccessDeniedException',
  'ResourceNotFoundException',
  'ResourceNotReadyException',
  'ResourceConflictException',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
];

/**
 * What an error of Lambda's `Invoke` says about the tool. A 4xx means that the function was not started; a 5xx, a reset
 * and a time-out may come while it works or after: unknown.
 */
export function classifyInvokeError(error: unknown): EffectResult {
  const { name, status, neverLeft } = readSdkError(error);
  if (neverLeft) return { known: 'not_begun', code: neverLeft };
  if (!isRefusal(status)) return { known: 'unknown', code: name };
  return { known: status === 429 || NOT_NOW.includes(name) ? 'not_begun' : 'refused', code: name };
}

/**
 * What the answer of a tool's function says. One that returned has done its work, unless it returned
 * `{ "done": false }`. One that failed may have acted before: unknown, unless it threw an error named `NotDone`.
 */
export function classifyAnswer(
  { functionError, value }: { functionError: string | undefined; value: unknown },
  providerId: string,
): EffectResult {
  const { done, errorType } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (functionError) return errorType === 'NotDone' ? NOT_DONE : { known: 'unknown', code: 'tool_failed' };
  if (value === undefined) return { known: 'unknown', code: 'unreadable_answer' };
  return done === false ? NOT_DONE : { known: 'done', code: 'tool_returned', providerId };
}

const NOT_DONE: EffectResult = { known: 'refused', code: 'tool_not_done' };
