import { generateKeyPair, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { ProxyEvent } from '../../../infra/local/http-api/proxy-event.ts';
import { startHttpApi } from '../../../infra/local/http-api/start-http-api.ts';
import { startSignIn } from '../../../infra/local/sign-in/start-sign-in.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';
import { apiTemplate, poolTemplate } from '../../support/edge-template.ts';
import { startIssuer } from '../../support/issuer.ts';
import { signIn } from '../../support/sign-in.ts';

const decideScope = 'countersign/approvals.decide';
const now = () => Math.floor(Date.now() / 1000);

async function protectedApi(issuer: string) {
  const events: ProxyEvent[] = [];
  const routes = [
    { key: 'GET /approvals', functionId: 'List', jwt: true },
    { key: 'POST /decide', functionId: 'Decide', scopes: ['other/scope', decideScope] },
  ];
  const { url } = await closing(
    startHttpApi({
      port: 0,
      resources: apiTemplate(routes, { issuer }),
      invoke: async (_function, event) => {
        events.push(event);
        return { ok: true, value: {} };
      },
      mayInvoke: () => true,
    }),
  );
  const call = async (route: string, token?: string) => {
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(url + path, { method, headers: token === undefined ? {} : { authorization: token } });
    return {
      status: response.status,
      challenge: response.headers.get('www-authenticate'),
      body: await response.json(),
    };
  };
  return { call, events };
}

describe('a token of the local sign-in', () => {
  it('opens the routes of its scopes, and the function sees its claims as strings', async () => {
    const redirectUri = 'http://127.0.0.1:4700/';
    const person = { id: 'per_1', name: 'Ada', email: 'ada@example.com', role: 'approver' };
    const { issuer } = await closing(
      startSignIn({
        port: 0,
        resources: poolTemplate(redirectUri),
        people: async () => [person],
        stateDirectory: await emptyDirectory(),
      }),
    );
    const { call, events } = await protectedApi(issuer);
    const asPerson = { issuer, clientId: 'Console', redirectUri, personId: 'per_1' };
    const reader = await signIn({ ...asPerson, scopes: ['email'] });
    const decider = await signIn({ ...asPerson, scopes: [decideScope] });

    expect(await call('GET /approvals', `Bearer ${reader.accessToken}`)).toMatchObject({ status: 200 });
    expect(await call('POST /decide', `Bearer ${reader.accessToken}`)).toMatchObject({
      status: 403,
      body: { message: 'Forbidden' },
      challenge: expect.stringContaining('insufficient_scope'),
    });
    expect(await call('POST /decide', `Bearer ${decider.accessToken}`)).toMatchObject({ status: 200 });
    const [list, decide] = events.map(({ requestContext }) => requestContext.authorizer?.jwt);
    expect(list).toMatchObject({
      claims: { sub: 'per_1', client_id: 'Console', token_use: 'access', auth_time: expect.stringMatching(/^\d+$/) },
      scopes: null,
    });
    expect(decide?.scopes).toEqual(['openid', decideScope]);
  });
});

describe('a token that is not good', async () => {
  const { privateKey: otherKey } = await generateKeyPair('RS256');
  type Issuer = Awaited<ReturnType<typeof startIssuer>>;
  const bad: [string, (issuer: Issuer) => Promise<string> | string][] = [
    ['has expired', (i) => i.sign({ client_id: 'Console', exp: now() - 1 })],
    ['is not valid yet', (i) => i.sign({ client_id: 'Console', nbf: now() + 60 })],
    ['was issued in the future', (i) => i.sign({ client_id: 'Console', iat: now() + 60 })],
    ['never expires', (i) => i.sign({ client_id: 'Console', exp: undefined })],
    ['is of another issuer', (i) => i.sign({ client_id: 'Console', iss: 'https://evil.example' })],
    ['is for another client', (i) => i.sign({ client_id: 'Other' })],
    ['has another audience, whatever client it names', (i) => i.sign({ aud: 'Other', client_id: 'Console' })],
    ['names neither', (i) => i.sign({})],
    ['is signed by another key', (i) => i.sign({ client_id: 'Console' }, otherKey)],
    ['is not signed', (i) => new UnsecuredJWT({ client_id: 'Console', iss: i.issuer, exp: now() + 60 }).encode()],
    ['is no token', () => 'hello'],
  ];

  it.each(bad)('is refused with 401 when it %s', async (_how, make) => {
    const issuer = await closing(startIssuer());
    const { call, events } = await protectedApi(issuer.issuer);
    expect(await call('GET /approvals', `Bearer ${await make(issuer)}`)).toEqual({
      status: 401,
      body: { message: 'Unauthorized' },
      challenge: expect.stringContaining('error="invalid_token"'),
    });
    expect(events).toEqual([]);
  });

  it('is asked for when it is missing', async () => {
    const { call } = await protectedApi('http://127.0.0.1:1');
    expect(await call('GET /approvals')).toMatchObject({ status: 401, challenge: 'Bearer' });
  });

  it('is not let through while the issuer cannot be reached, and is once it can', async () => {
    const issuer = await closing(startIssuer());
    const { call } = await protectedApi(issuer.issuer);
    const token = await issuer.sign({ aud: ['Console'], scope: 'x' });
    issuer.setAvailable(false);
    expect((await call('GET /approvals', token)).status).toBe(500);
    issuer.setAvailable(true);
    expect((await call('GET /approvals', token)).status).toBe(200);
  });
});

describe('claims that are not strings', () => {
  it('reach the function as API Gateway writes them', async () => {
    const issuer = await closing(startIssuer());
    const { call, events } = await protectedApi(issuer.issuer);
    await call(
      'POST /decide',
      await issuer.sign({ aud: 'Console', scp: [decideScope], admin: true, 'cognito:groups': ['a', 'b'] }),
    );
    expect(events[0]?.requestContext.authorizer?.jwt.claims).toMatchObject({
      admin: 'true',
      'cognito:groups': '[a b]',
      exp: expect.stringMatching(/^\d+$/),
    });
  });
});
