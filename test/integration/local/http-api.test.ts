import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ProxyEvent } from '../../../infra/local/http-api/proxy-event.ts';
import { type HttpApiDeps, startHttpApi } from '../../../infra/local/http-api/start-http-api.ts';
import { closing } from '../../support/closing.ts';
import { apiTemplate } from '../../support/edge-template.ts';

const ok = (value: unknown) => async () => ({ ok: true as const, value });

/** An API with a route each way, whose function does what the test says. */
async function api(changes: Partial<HttpApiDeps> & { stage?: object; api?: object } = {}) {
  const events: ProxyEvent[] = [];
  const problems: string[] = [];
  const { invoke = ok({ statusCode: 204 }), stage, api: apiProperties, ...deps } = changes;
  const routes = [
    { key: 'POST /hooks/{triggerId}', functionId: 'Webhook' },
    { key: 'GET /console/{proxy+}', functionId: 'Console' },
  ];
  const running = await closing(
    startHttpApi({
      port: 0,
      resources: apiTemplate(routes, { ...(stage && { stage }), ...(apiProperties && { api: apiProperties }) }),
      invoke: async (functionId, event) => {
        events.push(event);
        return invoke(functionId, event);
      },
      mayInvoke: () => true,
      onProblem: (problem) => problems.push(problem),
      ...deps,
    }),
  );
  return { url: running.url, events, problems };
}

async function answerOf(response: Response) {
  return { status: response.status, body: await response.json() };
}

describe('the event that a function gets', () => {
  it('is payload 2.0, with what the client sent', async () => {
    const { url, events } = await api();
    const headers = {
      'Content-Type': 'application/json',
      'X-Signature': 'v1,abc',
      Cookie: 'a=1; b=2',
      'User-Agent': 'me',
    };
    await fetch(`${url}/hooks/trg%20é?x=1&x=2&y=%2F`, { method: 'POST', headers, body: '{"é":1}' });
    const port = new URL(url).port;
    expect(events).toEqual([
      {
        version: '2.0',
        routeKey: 'POST /hooks/{triggerId}',
        rawPath: '/hooks/trg é',
        rawQueryString: 'x=1&x=2&y=%2F',
        cookies: ['a=1', 'b=2'],
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'x-signature': 'v1,abc',
          'content-length': '8',
          host: `127.0.0.1:${port}`,
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-port': port,
          'x-forwarded-proto': 'http',
        }),
        queryStringParameters: { x: '1,2', y: '/' },
        pathParameters: { triggerId: 'trg é' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'Api',
          domainName: '127.0.0.1',
          domainPrefix: '127',
          http: { method: 'POST', path: '/hooks/trg é', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'me' },
          requestId: expect.stringMatching(/^[\w-]{15}=$/),
          routeKey: 'POST /hooks/{triggerId}',
          stage: '$default',
          time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
          timeEpoch: expect.any(Number),
        },
        body: '{"é":1}',
        isBase64Encoded: false,
      },
    ]);
    expect(events[0]?.headers).not.toHaveProperty('cookie');
  });

  it('has headers that came twice in one, joined by a comma', async () => {
    const { url, events } = await api();
    await new Promise((resolve) => {
      request(`${url}/console/app.js`, { headers: ['Host', '127.0.0.1', 'X-Two', 'a', 'x-two', 'b'] }, resolve).end();
    });
    expect(events[0]?.headers['x-two']).toBe('a,b');
  });

  it.each(['application/octet-stream', 'application/x-www-form-urlencoded', 'application/problem+json'])(
    'has a body of type %s in base64, as AWS has',
    async (type) => {
      const { url, events } = await api();
      await fetch(`${url}/hooks/t`, { method: 'POST', headers: { 'content-type': type }, body: Buffer.from([0, 255]) });
      expect(events[0]).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    },
  );

  it('leaves out what is not there', async () => {
    const { url, events } = await api();
    await fetch(`${url}/console/app.js`);
    expect(Object.keys(events[0] ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(body|cookies|queryStringParameters)$/)]),
    );
  });
});

describe('the answer that a client gets', () => {
  it('is what the function says, binary bodies and cookies included', async () => {
    const value = {
      statusCode: 201,
      headers: { 'X-A': 1, 'Content-Type': 'image/x', 'Content-Length': '99' },
      cookies: ['s=1; Secure', 't=2'],
      body: 'AP8=',
      isBase64Encoded: true,
    };
    const { url } = await api({ invoke: ok(value) });
    const response = await fetch(`${url}/console/x`);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-a')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['s=1; Secure', 't=2']);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
  });

  it('is 200 and JSON for a bare value', async () => {
    const { url } = await api({ invoke: ok({ hello: 'you' }) });
    expect(await answerOf(await fetch(`${url}/console/x`))).toEqual({ status: 200, body: { hello: 'you' } });
  });

  it.each([
    ['a body that is not a string', { statusCode: 200, body: { a: 1 } }],
    ['a header that cannot be sent', { statusCode: 200, headers: { 'x-a': 'a\nb' } }],
    ['a status that is none', { statusCode: 'fine' }],
  ])('is 500 for %s, and the developer is told', async (_what, value) => {
    const { url, problems } = await api({ invoke: ok(value) });
    const answer = await answerOf(await fetch(`${url}/console/x`));
    expect(answer).toEqual({ status: 500, body: { message: 'Internal Server Error' } });
    expect(problems).toEqual([expect.stringContaining('Console')]);
  });

  it('is 500 when the function fails', async () => {
    const { url, problems } = await api({
      invoke: async () => ({ ok: false, errorType: 'TypeError', errorMessage: 'secret of ours' }),
    });
    const answer = await answerOf(await fetch(`${url}/console/x`));
    expect(answer).toEqual({ status: 500, body: { message: 'Internal Server Error' } });
    expect(problems).toEqual([expect.stringContaining('secret of ours')]);
  });
});
