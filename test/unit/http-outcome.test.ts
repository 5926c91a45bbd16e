import { describe, expect, it } from 'vitest';
import { MAX_TEXT } from '#shared/action/answer.ts';
import { answerOf } from '../../functions/execution/executors/http/answer-of.ts';
import { classifyHttpOutcome, type Heard } from '../../functions/execution/executors/http/classify-http-outcome.ts';
import { fillIn, redact, resolveSecrets } from '../../functions/execution/executors/http/resolve-secrets.ts';
import { httpExecutorEnv } from '../../functions/execution/executors/http-env.ts';
import { readLocalHosts } from '../../shared/outbound/local-hosts.ts';

const answered = (status: number, read: 'whole' | 'capped' | 'cut' = 'whole'): Heard => ({
  reached: 'server',
  status,
  read,
});

describe('what an answer says of a request', () => {
  it.each([
    ...[200, 201, 202, 204, 206, 301, 302, 303, 304, 307].map((status) => [status, 'done'] as const),
    ...[400, 401, 403, 404, 405, 409, 410, 413, 422, 451].map((status) => [status, 'refused'] as const),
    ...[425, 429].map((status) => [status, 'not_begun'] as const),
    ...[408, 500, 501, 502, 503, 504, 599, 101, 199, 0, 600, 999].map((status) => [status, 'unknown'] as const),
  ])('%i: %s', (status, known) => {
    const result = classifyHttpOutcome(answered(status), { idempotent: false, providerId: 'act_1#1' });
    expect(result).toMatchObject({ known, code: `http_${status}` });
  });

  it.each([
    [answered(200, 'cut'), 'unknown'],
    [answered(200, 'capped'), 'done'],
    [answered(403, 'cut'), 'refused'],
    [{ reached: 'maybe', code: 'ECONNRESET' }, 'unknown'],
    [{ reached: 'maybe', code: 'timeout' }, 'unknown'],
    [{ reached: 'maybe', code: 'HPE_INVALID_CONSTANT' }, 'unknown'],
    [{ reached: 'nobody', code: 'ENOTFOUND' }, 'not_begun'],
    [{ reached: 'nobody', code: 'ECONNREFUSED' }, 'not_begun'],
    [{ reached: 'nobody', code: 'CERT_HAS_EXPIRED' }, 'not_begun'],
    [{ reached: 'nobody', code: 'timeout' }, 'not_begun'],
    [{ reached: 'nobody', code: 'address_not_public' }, 'refused'],
  ] satisfies [Heard, string][])('%j: %s', (heard, known) => {
    expect(classifyHttpOutcome(heard, { idempotent: false, providerId: 'x' }).known).toBe(known);
  });

  it('a conflict of a declared key may be its own earlier try', () => {
    expect(classifyHttpOutcome(answered(409), { idempotent: true, providerId: 'x' }).known).toBe('unknown');
  });
});

describe('a secret', () => {
  const value = 'sk_live_"a<b&c" d';
  const secrets = new Map([['ACME', value]]);

  it('is put in the place of its name, and nothing in it is read as a name', () => {
    const tricky = new Map([...secrets, ['B', '{{secret:ACME}}$&']]);
    expect(fillIn({ a: 'Bearer {{secret:ACME}}', b: 'x', c: '{{secret:B}}' }, tricky)).toEqual({
      ...{ a: `Bearer ${value}`, b: 'x', c: '{{secret:ACME}}$&' },
    });
  });

  it.each([
    ['as it is', value],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
    ['in a URL', encodeURIComponent(value)],
    ['in HTML', 'sk_live_&quot;a&lt;b&amp;c&quot; d'],
    ['in base64', Buffer.from(value).toString('base64')],
    ['in hex', Buffer.from(value).toString('hex')],
  ])('is not shown when it comes back %s', (_, echoed) => {
    const shown = redact(`You sent ${echoed}.`, secrets);
    expect(shown).toMatch(/^You sent \[secret ACME\]=*\.$/);
  });

  it.each([
    ['Bearer abcdefgh12345', 'abcdefgh12345'],
    ['whsec_MDEyMzQ1Njc4OWFi', 'MDEyMzQ1Njc4OWFi'],
    ['Basic YTpi', 'Basic YTpi'],
  ])('is not shown without what stands before it: %s', (whole, bare) => {
    expect(redact(`You sent ${bare}.`, new Map([['K', whole]]))).toBe('You sent [secret K].');
  });

  it.each([
    [async () => undefined, 'secret_missing'],
    [async () => Promise.reject(new Error('AccessDenied')), 'secret_unavailable'],
    [async () => 'two\nlines-of-it', 'secret_unusable'],
    [async () => 'short', 'secret_unusable'],
  ])('that cannot be used stops the request before it began', async (getSecret, code) => {
    const signal = AbortSignal.timeout(60_000);
    expect(await resolveSecrets(['ACME'], getSecret, signal)).toEqual({ ok: false, code });
  });
});

describe('what an agent sees of an answer', () => {
  const body = Buffer.from('é'.repeat(20_000));
  const excerpt = (headers: Record<string, string | string[]>, bytes = body) =>
    answerOf({ status: 200, headers, body: bytes, read: 'whole' }, new Map([['K', 'topsecret99']]));

  it('has no cookies or credentials, and not more text than it can read', () => {
    const shown = excerpt({
      ...{ 'content-type': 'text/plain', 'set-cookie': ['a=b'], authorization: 'x', 'proxy-authenticate': 'y' },
      ...{ location: 'https://x.example/?k=topsecret99' },
    });
    expect(shown.headers).toEqual({ location: 'https://x.example/?k=[secret K]' });
    expect(shown).toMatchObject({ status: 200, contentType: 'text/plain', truncated: true, bytes: 40_000 });
    expect(shown.body).toMatch(/^é+$/);
    expect(Buffer.byteLength(shown.body ?? '')).toBeLessThanOrEqual(MAX_TEXT);
  });

  it.each([{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, { 'content-type': 'image/png' }, {}])(
    'has no text where the body is packed or not text: %j',
    (headers) => {
      expect(excerpt(headers)).not.toHaveProperty('body');
    },
  );

  it.each(['application/json', 'application/problem+json; charset=utf-8', 'text/html', 'application/vnd.a.b+xml'])(
    'has the text of %s',
    (type) => {
      expect(excerpt({ 'content-type': type }, Buffer.from('ok')).body).toBe('ok');
    },
  );
});

describe('hosts that a local run serves itself', () => {
  const read = (LOCAL_HTTP_HOSTS: string, over: Record<string, string> = {}) =>
    readLocalHosts(
      httpExecutorEnv.parse({ WORK_TABLE: 'w', LEDGER_TABLE: 'l', SECRET_PREFIX: 'a/', LOCAL_HTTP_HOSTS, ...over }),
    );

  it('are made-up names only', () => {
    expect([...read('shop.example=4710,a.b.test=4711')]).toEqual([
      ['shop.example', { port: 4710 }],
      ['a.b.test', { port: 4711 }],
    ]);
  });

  it.each([
    ...[
      'shop.com=4710',
      'example=4710',
      'localhost=4710',
      '127.0.0.1=4710',
      '*=4710',
      'a.example=80',
      'a.example=9001',
    ],
    ...['a.example=9001,b.example=4710', 'b.example=4710,a.example=9001', 'a.example=10.0.0.1:4710', 'a.example', ''],
  ])('cannot be %j', (hosts) => {
    if (hosts === '') expect(() => httpExecutorEnv.parse({ LOCAL_HTTP_HOSTS: hosts })).toThrow();
    else expect(() => read(hosts)).toThrow();
  });

  it('cannot be set inside Lambda', () => {
    expect(() => read('shop.example=4710', { AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' })).toThrow('local run');
  });
});
