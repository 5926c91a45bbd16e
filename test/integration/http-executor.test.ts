import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpInput, toHttpContent } from '#shared/action/http-content.ts';
import { HttpSettings } from '#shared/guardrail/http-settings.ts';
import { type HttpDeps, prepareRequest } from '../../functions/execution/executors/http/prepare-request.ts';
import { type EffectServer, type Reply, startEffectServer } from '../support/effect-server.ts';
import { aTry, sendPrepared } from '../support/prepared.ts';

const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const settings = HttpSettings.parse({
  ...{ enabled: true, guardrail: { restrict: false }, secrets: { SHOP: { hosts: ['shop.example'] } } },
  endpoints: [{ host: 'shop.example', pathPrefix: '/idempotent', idempotency: { keyLifeSeconds: 86_400 } }],
});

let reply: Reply;
let server: EffectServer;
let guarded: EffectServer;
beforeEach(async () => {
  server = await startEffectServer((response, request) => reply(response, request));
  guarded = await startEffectServer((response) => response.end('inside'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([server.close(), guarded.close()]);
});

function deps(over: Partial<HttpDeps> = {}): HttpDeps {
  return {
    ...{ now: () => new Date(), getSecret: async () => SECRET, timeoutMs: 5_000 },
    reach: { lookup: async () => [], localHosts: new Map([['shop.example', { port: server.port }]]) },
    ...over,
  };
}

function send(path: string, over: Record<string, unknown> = {}, its: Partial<HttpDeps> = {}) {
  const input = toHttpContent(HttpInput.parse({ method: 'POST', url: `https://shop.example${path}`, ...over }));
  return sendPrepared(prepareRequest(deps(its))({ input }, aTry({ http_request: settings })));
}

describe('a server that answers', () => {
  it('gets exactly what was approved, with the secret in its place, and its answer is told without it', async () => {
    reply = (response, { headers }) =>
      response
        .writeHead(201, { 'content-type': 'application/json', 'set-cookie': 'a=b', 'x-request-id': 'req_7' })
        .end(JSON.stringify({ youSent: headers.authorization }));
    const headers = { Authorization: 'Bearer {{secret:SHOP}}' };
    const result = await send('/refunds?a=%20', { headers, json: { z: 1, a: 'é' } });
    expect(result).toMatchObject({ known: 'done', code: 'http_201', providerId: 'req_7' });
    expect(result.answer).toMatchObject({ body: '{"youSent":"Bearer [secret SHOP]"}', truncated: false });
    expect(result.answer?.headers).not.toHaveProperty('set-cookie');
    expect(JSON.stringify(result)).not.toContain(SECRET);
    expect(server.effects).toHaveLength(1);
    expect(server.effects[0]).toMatchObject({ method: 'POST', url: '/refunds?a=%20', body: '{"a":"é","z":1}' });
    expect(server.effects[0]?.headers).toEqual({
      ...{ host: 'shop.example', authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      ...{ 'content-length': '16', 'user-agent': 'Countersign', 'accept-encoding': 'identity', connection: 'close' },
    });
  });

  it('with a redirect is not followed: the redirect is the result', async () => {
    reply = (response) => response.writeHead(307, { location: `http://127.0.0.1:${guarded.port}/` }).end();
    const result = await send('/moved', { body: 'x' });
    expect(result).toMatchObject({ known: 'done', code: 'http_307' });
    expect(result.answer?.headers.location).toContain('127.0.0.1');
    expect([server.effects.length, guarded.connections()]).toEqual([1, 0]);
  });

  it('with more than we read is cut off and done', async () => {
    reply = (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(5_000_000));
    const result = await send('/big');
    expect(result).toMatchObject({ known: 'done', answer: { bytes: 1024 * 1024, truncated: true } });
    expect(result.answer?.body).toHaveLength(16 * 1024 - 2);
  });

  it('with a body that would unpack to 200 MB is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    reply = (response) =>
      response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(bomb);
    const result = await send('/bomb');
    expect(result).toMatchObject({ known: 'done', answer: { bytes: bomb.byteLength, truncated: false } });
    expect(result.answer).not.toHaveProperty('body');
  });

  it.each([
    [400, 'refused'],
    [429, 'not_begun'],
    [503, 'unknown'],
  ])('with %i: %s', async (status, known) => {
    reply = (response) => response.writeHead(status).end();
    expect(await send('/status', { method: 'DELETE', body: 'x' })).toMatchObject({ known, code: `http_${status}` });
    expect(server.effects).toMatchObject([{ method: 'DELETE', body: 'x' }]);
  });

  it('is reached directly, whatever proxy the environment names', async () => {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy']) {
      vi.stubEnv(name, `http://127.0.0.1:${guarded.port}`);
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    reply = (response) => response.end();
    expect(await send('/direct')).toMatchObject({ known: 'done' });
    expect(guarded.connections()).toBe(0);
  });
});

describe('a server that did it and was not heard', () => {
  const silent: Record<string, Reply> = {
    'closes the connection': (response) => void response.socket?.destroy(),
    'resets the connection': (response) => void response.socket?.resetAndDestroy(),
    'says something that is no HTTP': (response) => void response.socket?.end('HELLO\r\n\r\n'),
    'switches to another protocol': (response) =>
      void response.socket?.end('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    'says half of a status': (response) => void response.socket?.end('HTTP/1.1 20'),
    'sends endless headers': (response) =>
      void response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`),
    'promises more than it sends': (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('part', () => response.destroy());
    },
  };

  it.each(Object.keys(silent))('and %s is unknown, and was asked once', async (how) => {
    reply = silent[how] ?? reply;
    expect(await send('/refunds', { body: 'x' })).toMatchObject({ known: 'unknown' });
    expect(server.effects).toHaveLength(1);
    expect(server.connections()).toBe(1);
  });

  it.each([
    ['never answers', 'timeout', () => undefined],
    [
      'never ends its answer',
      'answer_cut_off',
      (response) => {
        const drip = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ] satisfies [string, string, Reply][])('and %s is unknown when the time is up', async (_, code, answer) => {
    reply = answer;
    const since = Date.now();
    expect(await send('/slow', { body: 'x' }, { timeoutMs: 300 })).toMatchObject({ known: 'unknown', code });
    expect(Date.now() - since).toBeLessThan(2_000);
    expect(server.effects).toHaveLength(1);
  });

  it('and knows our key is asked again with the same bytes, and did it once', async () => {
    const done = new Map<string, string>();
    reply = (response, { headers, body }) => {
      const key = String(headers['idempotency-key']);
      const first = !done.has(key);
      done.set(key, done.get(key) ?? `refund ${done.size + 1} of ${body}`);
      if (first) response.socket?.destroy();
      else response.writeHead(200, { 'content-type': 'text/plain' }).end(done.get(key));
    };
    expect(await send('/idempotent/refunds', { json: { cents: 5 } })).toMatchObject({ known: 'unknown' });
    const again = await send('/idempotent/refunds', { json: { cents: 5 } });
    expect(again).toMatchObject({ known: 'done', answer: { body: 'refund 1 of {"cents":5}' } });
    expect([...done.keys()]).toEqual(['act_1#1']);
    expect(server.effects[1]).toEqual(server.effects[0]);
  });
});
