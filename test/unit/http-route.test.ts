import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '#shared/errors.ts';
import { httpRoute, json, MAX_BODY_BYTES, optionalPathParam, parseBody, pathParam, rawBody } from '#shared/http.ts';
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

  it.each(['', 'a'.repeat(101), 'a'.repeat(5_000)])(
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

describe('a body', () => {
  const Thing = z.strictObject({ name: z.string(), parts: z.array(z.number()).default([]) });
  const refusalOf = (body: string | undefined, over = {}) => {
    try {
      return parseBody(Thing, anHttpEvent({ body, ...over }));
    } catch (error) {
      return error;
    }
  };

  it('is parsed and checked', () => {
    expect(refusalOf('{"name":"a"}')).toEqual({ name: 'a', parts: [] });
  });

  it('in base64 is decoded first', () => {
    const body = Buffer.from('{"name":"ä"}').toString('base64');
    expect(refusalOf(body, { isBase64Encoded: true })).toEqual({ name: 'ä', parts: [] });
  });

  it.each([undefined, '', '{', 'name=a'])('%j is not JSON', (body) => {
    expect(refusalOf(body)).toMatchObject({ code: 'INVALID_REQUEST', details: { errors: [{ path: '' }] } });
  });

  it('that is wrong is told field by field, without what was sent', () => {
    const refusal = refusalOf('{"name":7,"parts":[1,"canary"]}');
    expect(refusal).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { errors: [{ path: 'name' }, { path: 'parts.1' }] },
    });
    expect(JSON.stringify(refusal)).not.toContain('canary');
  });

  it('with a field too many is refused', () => {
    expect(refusalOf('{"name":"a","verdict":"approve"}')).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('of 256 KB is read, and of one byte more is not, counted in bytes', () => {
    expect(rawBody(anHttpEvent({ body: 'a'.repeat(MAX_BODY_BYTES) }))).toHaveLength(MAX_BODY_BYTES);
    const tooMany = [
      'a'.repeat(MAX_BODY_BYTES + 1),
      'ä'.repeat(MAX_BODY_BYTES / 2 + 1),
      `{${' '.repeat(MAX_BODY_BYTES)}`,
    ];
    for (const body of tooMany) expect(refusalOf(body)).toMatchObject({ code: 'TOO_LARGE' });
  });

  it('in base64 is counted as decoded', () => {
    const body = Buffer.alloc(MAX_BODY_BYTES + 1).toString('base64');
    expect(refusalOf(body, { isBase64Encoded: true })).toMatchObject({ code: 'TOO_LARGE' });
  });
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
