import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type HttpApiDeps, startHttpApi } from '../../../infra/local/http-api/start-http-api.ts';
import { closing } from '../../support/closing.ts';
import { apiTemplate } from '../../support/edge-template.ts';

const routes = [{ key: 'POST /hooks/{triggerId}', functionId: 'Webhook' }];

async function start(template: Parameters<typeof apiTemplate>[1] = {}, changes: Partial<HttpApiDeps> = {}) {
  const asked: string[] = [];
  let invocations = 0;
  const { url } = await closing(
    startHttpApi({
      port: 0,
      resources: apiTemplate(routes, template),
      invoke: async () => {
        invocations += 1;
        return { ok: true, value: { statusCode: 200, headers: { 'access-control-allow-origin': 'https://evil' } } };
      },
      mayInvoke: (principal, arn, functionId) => asked.push(`${principal} ${arn} ${functionId}`) > 0,
      ...changes,
    }),
  );
  const post = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { method: 'POST', ...init });
  return { url, post, asked, invocations: () => invocations };
}

describe('a request that the API does not pass on', () => {
  it('is 404 without a route', async () => {
    const { url, post } = await start();
    for (const response of [await fetch(`${url}/hooks/a`), await post('/hooks/a/b'), await post('/')]) {
      expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
    }
  });

  it('is 403 when the Host is not this machine, as after DNS rebinding', async () => {
    const { url, invocations } = await start();
    const status = await new Promise((resolve) => {
      const options = { method: 'POST', headers: { host: 'evil.example' } };
      request(`${url}/hooks/a`, options, (response) => resolve(response.statusCode)).end();
    });
    expect([status, invocations()]).toEqual([403, 0]);
  });

  it('is 400 when its path cannot be decoded', async () => {
    const { post } = await start();
    expect((await post('/hooks/%ff')).status).toBe(400);
  });

  it('is 413 over 10 MB', async () => {
    const { post, invocations } = await start();
    expect((await post('/hooks/a', { body: Buffer.alloc(10 * 1024 * 1024) })).status).toBe(200);
    expect((await post('/hooks/a', { body: Buffer.alloc(10 * 1024 * 1024 + 1) })).status).toBe(413);
    expect(invocations()).toBe(1);
  });

  it('is 429 over the throttle of its route', async () => {
    const RouteSettings = { 'POST /hooks/{triggerId}': { ThrottlingBurstLimit: 2 } };
    const stage = { DefaultRouteSettings: { ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 9 }, RouteSettings };
    const { post } = await start({ stage });
    const statuses = [await post('/hooks/a'), await post('/hooks/b'), await post('/hooks/a')].map((r) => r.status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('is 500 when its function sets a cookie that no header can carry', async () => {
    const problems: string[] = [];
    const value = { statusCode: 200, cookies: ['a=b\r\nc: d'] };
    const { post } = await start(
      {},
      { invoke: async () => ({ ok: true, value }), onProblem: (it) => void problems.push(it) },
    );
    expect((await post('/hooks/a')).status).toBe(500);
    expect(problems).toEqual([expect.stringContaining('Webhook returned what is not a response')]);
  });

  it('is 500 without a Lambda permission for the route', async () => {
    const { post, invocations } = await start({}, { mayInvoke: () => false });
    expect((await post('/hooks/a')).status).toBe(500);
    expect(invocations()).toBe(0);
  });
});

describe('a request that is passed on', () => {
  it('names its route to the Lambda permission', async () => {
    const { post, asked } = await start();
    await post('/hooks/a');
    const arn = 'arn:aws:execute-api:us-east-1:000000000000:Api/$default/POST/hooks/{triggerId}';
    expect(asked).toEqual([`apigateway.amazonaws.com ${arn} Webhook`]);
  });

  it('is 503 when the integration takes longer than its time', async () => {
    const resources = apiTemplate(routes).map((one) =>
      one.id === 'Integration0' ? { ...one, properties: { ...one.properties, TimeoutInMillis: 50 } } : one,
    );
    const { post } = await start({}, { resources, invoke: () => new Promise(() => {}) });
    const response = await post('/hooks/a');
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });
});

describe('CORS of the API', () => {
  const api = {
    CorsConfiguration: { AllowOrigins: ['https://console'], AllowMethods: ['POST'], AllowHeaders: ['x-a'], MaxAge: 60 },
  };
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
  const corsOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control')));

  it('answers the preflight of an allowed origin without a function', async () => {
    const { post, invocations } = await start({ api });
    const response = await post('/hooks/a', preflight('https://console'));
    expect(response.status).toBe(204);
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': 'https://console',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '60',
    });
    expect(invocations()).toBe(0);
  });

  it('gives another origin nothing, whatever the function says', async () => {
    const { post } = await start({ api });
    expect(corsOf(await post('/hooks/a', preflight('https://evil')))).toEqual({});
    expect(corsOf(await post('/hooks/a', { headers: { origin: 'https://evil' } }))).toEqual({});
  });
});
