import { describe, expect, it } from 'vitest';
import { classifyMessagingError } from '../../functions/execution/executors/classify-messaging-error.ts';

type Over = { code?: string; status?: number; Reason?: unknown };

function anError(name: string, { code, status, Reason }: Over = {}) {
  const metadata = status === undefined ? { attempts: 1 } : { httpStatusCode: status };
  const more = { ...(code ? { code } : {}), ...(Reason ? { Reason } : {}) };
  return Object.assign(new Error('canary'), { name, ...more, $metadata: metadata });
}

describe('surely not begun: it may be tried again', () => {
  it.each([
    ['no such host', anError('Error', { code: 'ENOTFOUND' }), 'ENOTFOUND'],
    ['DNS does not answer', anError('Error', { code: 'EAI_AGAIN' }), 'EAI_AGAIN'],
    ['nobody listens', anError('Error', { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['nobody listens on any address', anError('AggregateError', { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['a certificate that ran out', anError('Error', { code: 'CERT_HAS_EXPIRED' }), 'CERT_HAS_EXPIRED'],
    ['no credentials', anError('CredentialsProviderError'), 'CredentialsProviderError'],
    ['throttled', anError('ThrottlingException', { status: 400 }), 'ThrottlingException'],
    ['throttled, for a reason', anError('ThrottlingException', { status: 400, Reason: 'MPS' }), 'ThrottlingException'],
    ['429 by an unknown name', anError('Whatever', { status: 429 }), 'Whatever'],
    ['the role may not send', anError('AccessDeniedException', { status: 400 }), 'AccessDeniedException'],
    ['the credentials ran out', anError('ExpiredTokenException', { status: 400 }), 'ExpiredTokenException'],
  ])('%s', (_, error, code) => {
    expect(classifyMessagingError(error)).toEqual({ known: 'not_begun', code });
  });
});

describe('definitely refused', () => {
  it.each<[string, Over, string]>([
    ['ValidationException', {}, 'ValidationException'],
    ['ValidationException', { Reason: 'PRICE_OVER_THRESHOLD' }, 'PRICE_OVER_THRESHOLD'],
    ['ResourceNotFoundException', {}, 'ResourceNotFoundException'],
    ['ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, 'DESTINATION_PHONE_NUMBER_OPTED_OUT'],
    ['AccessDeniedException', { Reason: 'ACCOUNT_DISABLED' }, 'ACCOUNT_DISABLED'],
    ['ServiceQuotaExceededException', { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }, 'spend_limit'],
    ['ServiceQuotaExceededException', { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE' }, 'spend_limit'],
    ['ServiceQuotaExceededException', { Reason: 'DAILY_DESTINATION_CALL_LIMIT' }, 'DAILY_DESTINATION_CALL_LIMIT'],
    ['ServiceQuotaExceededException', {}, 'ServiceQuotaExceededException'],
    ['ConflictException', { Reason: 'canary: +46701740605' }, 'ConflictException'],
    ['ConflictException', { Reason: { canary: 1 } }, 'ConflictException'],
    ['SomethingNew', {}, 'SomethingNew'],
  ])('%s %j', (name, over, code) => {
    expect(classifyMessagingError(anError(name, { status: 400, ...over }))).toEqual({ known: 'refused', code });
  });
});

describe('unknown: it may have been sent', () => {
  it.each([
    ['500', anError('InternalServerException', { status: 500 })],
    ['503', anError('ServiceUnavailable', { status: 503 })],
    ['a throttle that came as 5xx', anError('ThrottlingException', { status: 503 })],
    ['a refusal that came as 5xx', anError('ValidationException', { status: 500, Reason: 'OTHER' })],
    ['a name that says never left, on an answer', anError('CredentialsProviderError', { status: 502 })],
    ['408', anError('RequestTimeout', { status: 408 })],
    ['499', anError('ClientClosedRequest', { status: 499 })],
    ['a throttle that no answer carried', anError('ThrottlingException')],
    ['a reset', anError('TimeoutError', { code: 'ECONNRESET' })],
    ['a reset by another name', anError('Error', { code: 'ECONNRESET' })],
    ['a response that did not come in time', anError('TimeoutError', { code: 'ETIMEDOUT' })],
    ['an abort', anError('AbortError')],
    ['a broken pipe', anError('Error', { code: 'EPIPE' })],
    ['an answer that cannot be parsed', anError('SyntaxError', { status: 200 })],
    ['a refusal that cannot be parsed', anError('SyntaxError', { status: 403 })],
    ['a refusal without a name', anError('Unknown', { status: 413 })],
    ['a redirect', anError('Unknown', { status: 302 })],
    ['anything unheard of', new Error('canary')],
    ['a thrown word', 'canary'],
    ['nothing thrown', undefined],
    ['null thrown', null],
  ])('%s', (_, error) => {
    expect(classifyMessagingError(error)).toMatchObject({ known: 'unknown' });
  });
});

it('no code carries what the service said in words, which may hold the number', () => {
  const errors = [anError('ValidationException', { status: 400 }), anError('X', { status: 500 }), new Error('canary')];
  expect(JSON.stringify(errors.map(classifyMessagingError))).not.toContain('canary');
});
