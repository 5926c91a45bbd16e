import { setTimeout as wait } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import { describe, expect, it } from 'vitest';
import { type Browser, browser } from '../../../infra/local/sign-in/browser.ts';
import { startSignIn } from '../../../infra/local/sign-in/start-sign-in.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';
import { poolTemplate } from '../../support/edge-template.ts';

const consoleUrl = 'http://127.0.0.1:4700/';
const people = [
  { id: 'per_ada', name: 'Ada Lovelace', email: 'ada@example.com', role: 'approver' },
  { id: 'per_m', name: '<script>alert(1)</script>', email: 'm"@example.com', role: 'member' },
];

/** A browser of a person at the console, and what the console does in it. */
async function atTheConsole() {
  const { issuer } = await closing(
    startSignIn({
      port: 0,
      resources: poolTemplate(consoleUrl),
      people: async () => people,
      stateDirectory: await emptyDirectory(),
    }),
  );
  const config = await oidc.discovery(new URL(issuer), 'Console', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const open = browser(consoleUrl);
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const challenge = await oidc.calculatePKCECodeChallenge(pkceCodeVerifier);
  const startUrl = (more: Record<string, string> = {}) =>
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: consoleUrl,
      scope: 'openid email countersign/approvals.decide',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    });
  const redeem = (callback: URL) => oidc.authorizationCodeGrant(config, callback, { pkceCodeVerifier });
  return { issuer, open, startUrl, redeem };
}

const press = (open: Browser, at: URL, personId: string) =>
  open(at, { method: 'POST', body: new URLSearchParams({ personId }) });

/** Submits the form of a page that a browser's script would submit. */
async function submitForm(open: Browser, { at, response }: Awaited<ReturnType<Browser>>) {
  const page = (await response?.text()) ?? '';
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  return open(new URL(action, at), { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
}

describe('the sign-in page', () => {
  it('lists the people, their text escaped, under a policy that runs nothing', async () => {
    const { open, startUrl } = await atTheConsole();
    const { response } = await open(startUrl());
    const page = await response?.text();
    expect(page).toContain('Ada Lovelace');
    expect(page).toContain('ada@example.com');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
    const policy = response?.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:4700;");
  });

  it('says so when the sign-in was not begun in this browser', async () => {
    const { issuer } = await atTheConsole();
    const response = await fetch(`${issuer}/interaction/abc`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('has expired or was begun in another browser');
  });
});

describe('a person who is signed in', () => {
  it('is not asked again, unless the console wants it: then auth_time is new', async () => {
    const { open, startUrl, redeem } = await atTheConsole();
    const first = await redeem((await press(open, (await open(startUrl())).at, 'per_ada')).at);
    const again = await redeem((await open(startUrl())).at);
    await wait(1_001);
    const asked = await open(startUrl({ prompt: 'login' }));
    expect(asked.response?.status).toBe(200);
    const fresh = await redeem((await press(open, asked.at, 'per_ada')).at);

    const [time, timeAgain, freshTime] = [first, again, fresh].map((t) => decodeJwt(t.access_token).auth_time);
    expect(timeAgain).toBe(time);
    expect(freshTime).toBeGreaterThan(Number(time));
  });

  it('can sign in as somebody else', async () => {
    const { open, startUrl, redeem } = await atTheConsole();
    await press(open, (await open(startUrl())).at, 'per_ada');
    const pressed = await press(open, (await open(startUrl({ prompt: 'login' }))).at, 'per_m');
    const tokens = await redeem((await submitForm(open, pressed)).at);
    expect(decodeJwt(tokens.access_token).sub).toBe('per_m');
  });

  it('is signed out by the console and asked again', async () => {
    const { issuer, open, startUrl, redeem } = await atTheConsole();
    const tokens = await redeem((await press(open, (await open(startUrl())).at, 'per_ada')).at);
    const query = new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: consoleUrl });
    const out = await submitForm(open, await open(new URL(`${issuer}/logout?${query}`)));
    expect(out.at.href).toBe(consoleUrl);
    expect((await open(startUrl())).at.pathname).toMatch(/^\/interaction\//);
  });

  it('can be signed out the way that Cognito does it', async () => {
    const { issuer, open, startUrl } = await atTheConsole();
    await press(open, (await open(startUrl())).at, 'per_ada');
    const query = new URLSearchParams({ client_id: 'Console', logout_uri: 'http://evil.example/' });
    expect((await open(new URL(`${issuer}/logout?${query}`))).response?.status).toBe(400);
    query.set('logout_uri', consoleUrl);
    expect((await open(new URL(`${issuer}/logout?${query}`))).response?.status).toBe(200);
  });
});

describe('a page of another origin', () => {
  it('may read discovery, and the token endpoint only when it is the console', async () => {
    const { issuer } = await atTheConsole();
    const discovery = await fetch(`${issuer}/.well-known/openid-configuration`, {
      headers: { origin: 'http://a.example' },
    });
    expect(discovery.headers.get('access-control-allow-origin')).toBe('http://a.example');
    const redeemFrom = (origin: string) =>
      fetch(`${issuer}/oauth2/token`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({
          client_id: 'Console',
          grant_type: 'authorization_code',
          code: 'x',
          redirect_uri: consoleUrl,
        }),
      });
    const own = (await redeemFrom('http://127.0.0.1:4700')).headers.get('access-control-allow-origin');
    const other = (await redeemFrom('http://a.example')).headers.get('access-control-allow-origin');
    expect([own, other]).toEqual(['http://127.0.0.1:4700', null]);
  });
});
