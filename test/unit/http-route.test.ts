import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { httpRoute, json, optionalPathParam, pathParam } from '#shared/http.ts';
import { anHttpEvent } from '../support/builders.ts';
import { logLines } from '../support/log-lines.ts';

beforeEach(() => {
  logLines.length = 0;
});

/** The answer of a route that throws this. */
async function answerTo(error: unknown) {
  const { statusCode, headers, body } = await httpRoute(() => Promise.reject(error))(anHttpEvent());
  return { statusCode, headers, problem: JSON.parse(body ?? '') };
}

describe('a route that refuses', () => {
  it('answers with problem details: a stable code, its status, and what to do', async () => {
    const { statusCode, headers, problem } = await answerTo(new AppError('NOT_PENDING', { state: 'executed' }));
    expect(statusCode).toBe(409);
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    expect(problem).toEqual({
      ...{ type: 'urn:countersign:error:NOT_PENDING', title: 'This action does not wait for a decision.' },
      ...{ status: 409, code: 'NOT_PENDING' },
      state: 'executed',
    });
  });

  it('logs the code and the route', async () => {
    await answerTo(new AppError('NOT_FOUND'));
    expect(JSON.parse(logLines[0] ?? '')).toMatchObject({ level: 'info', code: 'NOT_FOUND', route: 'POST /things' });
  });

  it('logs why a body was not taken, for whoever connects a sender', async () => {
    await answerTo(new AppError('INVALID_REQUEST', { reason: 'duplicate_key', errors: [] }));
    expect(JSON.parse(logLines[0] ?? '')).toMatchObject({ level: 'info', reason: 'duplicate_key' });
  });

  it('keeps code, status, type and title whatever its details hold', async () => {
    const { problem } = await answerTo(new AppError('NOT_PENDING', { status: 200, code: 'x', type: 'x', title: 'x' }));
    expect(problem).toMatchObject({ status: 409, code: 'NOT_PENDING' });
  });
});

describe('an id in the path', () => {
  const withId = (id: string | undefined) => ({ ...anHttpEvent(), pathParameters: id === undefined ? {} : { id } });

  it('is given as it came', () => {
    expect(pathParam(withId('act_1'), 'id')).toBe('act_1');
    expect(optionalPathParam(withId(undefined), 'id')).toBeUndefined();
  });

  it.each(['', 'a'.repeat(101), 'a'.repeat(5_000), 'a b', 'a\0', '\ud800', 'å'])(
    'that no item can have is not found, and reaches no table: %#',
    (id) => {
      expect(() => pathParam(withId(id), 'id')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
      expect(() => optionalPathParam(withId(id), 'id')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    },
  );
});

describe('a route that fails', () => {
  it.each([
    ['an error', new Error('canary')],
    ['an error with a cause', new Error('canary', { cause: new Error('canary') })],
    ['a word', 'canary'],
    ['nothing', undefined],
  ])('with %s: 500, and not a word of it outside or in the log', async (_, error) => {
    const { statusCode, problem } = await answerTo(error);
    expect(statusCode).toBe(500);
    expect(problem.code).toBe('INTERNAL');
    expect(JSON.stringify(problem) + logLines.join()).not.toContain('canary');
    expect(JSON.parse(logLines[0] ?? '')).toMatchObject({ level: 'error', code: 'INTERNAL', requestId: 'req-1' });
  });

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'since the database is busy (%s): 503, to be tried again in a second',
    async (name) => {
      const { statusCode, headers, problem } = await answerTo(Object.assign(new Error('canary'), { name }));
      expect({ statusCode, code: problem.code }).toEqual({ statusCode: 503, code: 'BUSY' });
      expect(headers).toMatchObject({ 'retry-after': '1' });
    },
  );
});

describe('a path', () => {
  it('gives its parameter', () => {
    expect(pathParam(anHttpEvent({ pathParameters: { actionId: 'act_1' } }), 'actionId')).toBe('act_1');
  });

  it('without it leads nowhere', () => {
    expect(() => pathParam(anHttpEvent(), 'actionId')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});

describe('an answer', () => {
  it('is JSON that nobody keeps', () => {
    expect(json(200, { a: 1 })).toEqual({
      ...{ statusCode: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } },
      body: '{"a":1}',
    });
  });
});
