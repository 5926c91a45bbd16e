import { describe, expect, it } from 'vitest';
import { classifySesError } from '../../functions/execution/executors/classify-ses-error.ts';

function anError(name: string, over: { code?: string; status?: number } = {}) {
  const { code, status } = over;
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error('canary'), { name, ...(code ? { code } : {}), ...metadata });
}

describe('surely not begun: it may be tried again', () => {
  it.each([
    ['no such host', anError('Error', { code: 'ENOTFOUND' })],
    ['DNS does not answer', anError('Error', { code: 'EAI_AGAIN' })],
    ['nobody listens', anError('Error', { code: 'ECONNREFUSED' })],
    ['nobody listens on any address', anError('AggregateError', { code: 'ECONNREFUSED' })],
    ['no credentials', anError('CredentialsProviderError')],
    ['too many requests', anError('TooManyRequestsException', { status: 429 })],
    ['429 by an unknown name', anError('Whatever', { status: 429 })],
    ['sending is paused', anError('SendingPausedException', { status: 400 })],
    ['the sending limit is reached', anError('LimitExceededException', { status: 400 })],
    ['the role may not send', anError('AccessDeniedException', { status: 403 })],
    ['the credentials ran out', anError('ExpiredTokenException', { status: 403 })],
    ['our clock is wrong', anError('InvalidSignatureException', { status: 403 })],
  ])('%s', (_, error) => {
    expect(classifySesError(error)).toMatchObject({ known: 'not_begun' });
  });
});

describe('definitely refused', () => {
  it.each([
    ['MessageRejected', 400],
    ['BadRequestException', 400],
    ['MailFromDomainNotVerifiedException', 400],
    ['AccountSuspendedException', 400],
    ['NotFoundException', 404],
  ])('%s', (name, status) => {
    expect(classifySesError(anError(name, { status }))).toEqual({ known: 'refused', code: name });
  });
});

describe('unknown: it may have been sent', () => {
  it.each([
    ['500', anError('InternalServiceErrorException', { status: 500 })],
    ['503', anError('ServiceUnavailable', { status: 503 })],
    ['a throttle that came as 5xx by another name', anError('SlowDown', { status: 503 })],
    ['a reset', anError('TimeoutError', { code: 'ECONNRESET' })],
    ['a reset by another name', anError('Error', { code: 'ECONNRESET' })],
    ['a response that did not come in time', anError('TimeoutError', { code: 'ETIMEDOUT' })],
    ['an abort', anError('AbortError')],
    ['a broken pipe', anError('Error', { code: 'EPIPE' })],
    ['an answer that cannot be parsed', anError('SyntaxError', { status: 200 })],
    ['a redirect', anError('Unknown', { status: 302 })],
    ['anything unheard of', anError('Error')],
    ['a thrown word', 'canary'],
    ['nothing thrown', undefined],
    ['null thrown', null],
  ])('%s', (_, error) => {
    expect(classifySesError(error)).toMatchObject({ known: 'unknown' });
  });

  it('408: something on the way gave up waiting, and says nothing of the service', () => {
    expect(classifySesError(anError('RequestTimeout', { status: 408 }))).toMatchObject({ known: 'unknown' });
  });
});

describe('the code of any of them', () => {
  it('holds no text of the error, which may quote the email', () => {
    for (const status of [200, 400, 429, 500]) {
      expect(JSON.stringify(classifySesError(anError('Name', { status })))).not.toContain('canary');
    }
  });
});
