import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MAX_BODY_BYTES, parseBody, rawBody } from '#shared/http.ts';
import { anHttpEvent } from '../support/builders.ts';

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

  it('with ten thousand faults is told the first twenty, and each in few words', () => {
    const parts = Array.from({ length: 10_000 }, () => 'x'.repeat(3));
    const long = refusalOf(JSON.stringify({ name: 'a', parts })) as { details: { errors: unknown[] } };
    expect(long.details).toMatchObject({ moreErrors: 9_980 });
    expect(long.details.errors).toHaveLength(20);
    const names = Object.fromEntries(parts.map((_, at) => [`${'k'.repeat(10)}${at}`, 1]));
    expect(JSON.stringify(refusalOf(JSON.stringify({ name: 'a', ...names }))).length).toBeLessThan(1_000);
  });

  it.each([
    ['a key twice', '{"name":"a","name":"b"}', 'duplicate_key', 12],
    ['a prototype', '{"name":"a","__proto__":{}}', 'forbidden_key', 12],
    ['an integer that readers change', '{"parts":[12345678901234567890]}', 'unsafe_integer', 10],
    ['a cut-off emoji', '{"name":"\\ud83d"}', 'lone_surrogate', 8],
    ['65 lists', `${'['.repeat(65)}${']'.repeat(65)}`, 'too_deep', 64],
  ])('with %s is refused by a reason, with the place and what to do', (_, body, reason, position) => {
    const what = { path: '', position, message: expect.stringMatching(/\.$/) };
    expect(refusalOf(body)).toMatchObject({ code: 'INVALID_REQUEST', details: { reason, errors: [what] } });
  });

  it.each([
    ['ff', 'c3 28'],
    ['half a surrogate pair', 'ed a0 80'],
    ['an overlong slash', 'c0 af'],
  ])('that is not UTF-8 (%s) is refused, and not read as something else', (_, hex) => {
    const bytes = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from(hex.replaceAll(' ', ''), 'hex'),
      Buffer.from('"}'),
    ]);
    expect(refusalOf(bytes.toString('base64'), { isBase64Encoded: true })).toMatchObject({
      details: { reason: 'not_utf8' },
    });
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/ld+json',
    undefined,
  ])('of type %j is taken', (type) => {
    expect(refusalOf('{"name":"a"}', { headers: { 'content-type': type } })).toEqual({ name: 'a', parts: [] });
  });

  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    '',
    'application/jsonx',
  ])('of type %j, as a page elsewhere can send it, is not', (type) => {
    const refusal = refusalOf('{"name":"a"}', { headers: { 'content-type': type } });
    expect(refusal).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
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
