import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpInput, toHttpContent } from '#shared/action/http-content.ts';
import { HttpSettings } from '#shared/guardrail/http-settings.ts';
import { type HttpDeps, prepareRequest } from '../../functions/execution/executors/http/prepare-request.ts';
import { type EffectServer, startEffectServer } from '../support/effect-server.ts';
import { aTry, sendPrepared } from '../support/prepared.ts';

const settings = HttpSettings.parse({
  ...{ enabled: true, guardrail: { restrict: false }, secrets: { SHOP: { hosts: ['shop.example'] } } },
});

let server: EffectServer;
beforeEach(async () => {
  server = await startEffectServer((response) => response.end());
});
afterEach(() => server.close());

function aRequest(path: string, over: Record<string, unknown> = {}) {
  return toHttpContent(HttpInput.parse({ method: 'POST', url: `https://shop.example${path}`, ...over }));
}

function send(input: HttpInput, its: Partial<HttpDeps> = {}, about = aTry({ http_request: settings })) {
  const deps: HttpDeps = {
    ...{ now: () => new Date(), getSecret: async () => undefined, timeoutMs: 5_000 },
    reach: { lookup: async () => [], localHosts: new Map([['shop.example', { port: server.port }]]) },
    ...its,
  };
  return sendPrepared(prepareRequest(deps)({ input }, about));
}

describe('a request that never left', () => {
  it('because nobody listens may be tried again', async () => {
    await server.close();
    expect(await send(aRequest('/refunds'))).toEqual({ known: 'not_begun', code: 'ECONNREFUSED' });
    server = await startEffectServer((response) => response.end());
  });

  it('because its secret is missing opened no connection', async () => {
    const result = await send(aRequest('/refunds', { headers: { a: '{{secret:SHOP}}' } }));
    expect(result).toEqual({ known: 'not_begun', code: 'secret_missing' });
    expect(server.connections()).toBe(0);
  });

  it('because this process was frozen until its time was over is not begun, though the connection stood', async () => {
    let calls = 0;
    const now = () => new Date(calls++ === 0 ? 0 : 60_000);
    expect(await send(aRequest('/refunds'), { now })).toEqual({ known: 'not_begun', code: 'timeout' });
    expect(server.effects).toEqual([]);
  });

  it('because the agent has no such capability, or the URL is not in its normal form, is refused', async () => {
    const none = await send(aRequest('/refunds'), {}, aTry({}));
    expect(none).toEqual({ known: 'refused', code: 'no_settings' });
    const stored = { ...aRequest('/refunds'), url: 'https://SHOP.example/refunds' };
    expect(await send(stored)).toEqual({ known: 'refused', code: 'unreadable_url' });
    expect(server.connections()).toBe(0);
  });

  it('because its host is not declared here goes the way of every host: through DNS and its check', async () => {
    const lookup = async () => [{ address: '127.0.0.1' }];
    const reach = { lookup, localHosts: new Map([['other.example', { port: server.port }]]) };
    expect(await send(aRequest('/refunds'), { reach })).toEqual({ known: 'refused', code: 'address_not_public' });
    expect(server.connections()).toBe(0);
  });
});
