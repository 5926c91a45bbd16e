import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { HttpInput, secretsOf, summariseHttp, toHttpContent } from '#shared/action/http-content.ts';

const URL = 'https://api.acme.com/v1/refunds';
const read = (over: Record<string, unknown>) => toHttpContent(HttpInput.parse({ method: 'POST', url: URL, ...over }));

describe('what an agent asks for by HTTP becomes one spelling of it', () => {
  it('method, URL and header names are in their normal form, and the type of the body is said', () => {
    expect(
      read({
        method: 'post',
        url: 'https://API.acme.com/v1/./refunds',
        headers: { 'X-Team': 'a b' },
        json: { b: 1, a: [] },
      }),
    ).toEqual({
      ...{ method: 'POST', url: URL, headers: { 'x-team': 'a b', 'content-type': 'application/json' } },
      json: { b: 1, a: [] },
    });
    expect(read({ body: 'hi' }).headers).toEqual({ 'content-type': 'text/plain; charset=utf-8' });
    expect(read({ body: '<a/>', headers: { 'Content-Type': 'application/xml' } }).headers).toEqual({
      'content-type': 'application/xml',
    });
    expect(read({ method: 'GET' })).toEqual({ method: 'GET', url: URL });
    expect(read({ json: null })).toMatchObject({ json: null });
  });

  it('stays as it is when it is read again from the store', () => {
    const content = read({ headers: { A: '{{secret:X}}' }, json: { n: 1.5 } });
    const stored = canonicalize(content) ?? '';
    expect(canonicalize(toHttpContent(HttpInput.parse(JSON.parse(stored))))).toBe(stored);
  });

  it('keeps secrets as names', () => {
    const content = read({
      headers: { Authorization: 'Bearer {{secret:ACME_KEY}}', 'X-Two': '{{secret:a}}:{{secret:ACME_KEY}}' },
    });
    expect(secretsOf(content)).toEqual(['ACME_KEY', 'a']);
    expect(content.headers?.authorization).toBe('Bearer {{secret:ACME_KEY}}');
  });

  it('is said in one line', () => {
    expect(summariseHttp(read({}))).toBe(`POST ${URL}`);
  });

  it('can be told to a model as JSON Schema', () => {
    expect(z.toJSONSchema(HttpInput, { io: 'input' })).toMatchObject({ required: ['method', 'url'] });
  });
});

describe('what could make a request something else than is shown is refused', () => {
  it.each([
    ...[
      'Host',
      'content-length',
      'Transfer-Encoding',
      'Connection',
      'TE',
      'Upgrade',
      'Expect',
      'Proxy-Authorization',
      'keep-alive',
    ],
    ...['Accept-Encoding', 'X-HTTP-Method-Override', 'X-Forwarded-Host', 'a b', 'a:b', 'a\r\nb', '', 'é', 'x\0'],
  ])('header %j', (name) => {
    expect(() => read({ headers: { [name]: 'x' } })).toThrow();
  });

  it.each(['a\r\nHost: b', 'a\nb', '\tx', ' x', 'x ', 'é', '\u202e', '\0', '', 'x\x7f'])('header value %j', (value) => {
    expect(() => read({ headers: { a: value } })).toThrow();
  });

  it.each([
    { headers: { 'X-A': '1', 'x-a': '2' } },
    { headers: { a: '{{secret:a b}}' } },
    { headers: { a: '{{ secret:A}}' } },
    { headers: { a: '{{SECRET:A}}' } },
    { headers: { a: '{{secret:A' } },
    { url: `${URL}?key={{secret:A}}` },
    { url: `${URL}?key=%7B%7Bsecret:A%7D%7D` },
    { body: 'key={{secret:A}}' },
    { json: { key: '{{secret:A}}' } },
    { body: 'a', json: {} },
    { method: 'GET', body: 'a' },
    { method: 'head', json: 1 },
    { method: 'TRACE' },
    { method: 'CONNECT' },
    { method: 'GET ' },
    { body: 'x'.repeat(100_001) },
    { json: 'x'.repeat(100_000) },
    { url: `${URL}/${'x'.repeat(2_000)}` },
    { follow: true },
  ])('%j', (over) => {
    expect(() => read(over)).toThrow();
  });
});
