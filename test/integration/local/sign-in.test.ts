import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { describe, expect, it, vi } from 'vitest';
import { signInAs } from '../../../infra/local/sign-in/sign-in-as.ts';
import { startSignIn } from '../../../infra/local/sign-in/start-sign-in.ts';
import { closing, emptyDirectory } from '../../support/closing.ts';
import { poolTemplate } from '../../support/edge-template.ts';
import { signIn } from '../../support/sign-in.ts';

const ada = { id: 'per_ada', name: 'Ada Lovelace', email: 'ada@example.com', role: 'approver' };
const mallory = { id: 'per_m', name: '<script>alert(1)</script>', email: 'm@example.com', role: 'member' };
const redirectUri = 'http://127.0.0.1:4700/';
const scopes = ['email', 'profile', 'countersign/approvals.decide'];

async function provider(stateDirectory?: string) {
  const people = [ada, mallory];
  const { issuer } = await closing(
    startSignIn({
      port: 0,
      resources: poolTemplate(redirectUri),
      people: async () => people,
      stateDirectory: stateDirectory ?? (await emptyDirectory()),
    }),
  );
  return { issuer, people, asAda: { issuer, clientId: 'Console', redirectUri, personId: ada.id, scopes } };
}

describe('a person signs in', () => {
  it('gets an access token as Cognito makes them, without an audience', async () => {
    const { issuer, asAda } = await provider();
    const before = Math.floor(Date.now() / 1000);
    const { accessToken } = await signIn(asAda);
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(accessToken, keys, { issuer, algorithms: ['RS256'] });
    expect(payload).toEqual({
      sub: ada.id,
      iss: issuer,
      client_id: 'Console',
      token_use: 'access',
      username: ada.id,
      scope: expect.any(String),
      auth_time: expect.any(Number),
      iat: expect.any(Number),
      exp: (payload.iat ?? 0) + 15 * 60,
      jti: expect.any(String),
    });
    expect(String(payload.scope).split(' ').toSorted()).toEqual([
      'countersign/approvals.decide',
      'email',
      'openid',
      'profile',
    ]);
    expect(payload.auth_time).toBeGreaterThanOrEqual(before);
  });

  it('gets an id token that says so and who it is', async () => {
    const { issuer, asAda } = await provider();
    const { idToken } = await signIn(asAda);
    expect(decodeJwt(idToken)).toMatchObject({
      token_use: 'id',
      iss: issuer,
      aud: 'Console',
      sub: ada.id,
      name: ada.name,
      email: ada.email,
      email_verified: true,
      auth_time: expect.any(Number),
    });
  });

  it('gets only the scopes that were asked for', async () => {
    const { asAda } = await provider();
    const { accessToken } = await signIn({ ...asAda, scopes: ['email'] });
    expect(decodeJwt(accessToken).scope).toBe('openid email');
  });

  it('keeps the time of signing in when the token is renewed', async () => {
    const { issuer, asAda } = await provider();
    const { accessToken, refreshToken } = await signInAs(asAda);
    const config = await discover(issuer);
    const renewed = await oidc.refreshTokenGrant(config, refreshToken ?? '');
    expect(decodeJwt(renewed.access_token)).toMatchObject({
      token_use: 'access',
      auth_time: decodeJwt(accessToken).auth_time,
      scope: decodeJwt(accessToken).scope,
    });
    await expect(oidc.refreshTokenGrant(config, refreshToken ?? '')).rejects.toThrow();
  });

  it('says nothing on the console', async () => {
    const said = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    const { asAda } = await provider();
    await signIn(asAda);
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
  });
});

describe('what the sign-in refuses', () => {
  it('is somebody who is not there any more', async () => {
    const { asAda, people } = await provider();
    people.shift();
    await expect(signIn(asAda)).rejects.toThrow(/stopped .* with 400/);
  });

  it('is a callback that the client does not have', async () => {
    const { asAda } = await provider();
    await expect(signIn({ ...asAda, redirectUri: 'http://127.0.0.1:9/' })).rejects.toThrow();
  });

  it('is a scope that the client may not have', async () => {
    const { asAda } = await provider();
    await expect(signIn({ ...asAda, scopes: ['countersign/everything'] })).rejects.toThrow(/scope is not allowed/);
  });

  it('is a code request without PKCE', async () => {
    const { issuer } = await provider();
    const query = new URLSearchParams({
      client_id: 'Console',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid',
    });
    const response = await fetch(`${issuer}/oauth2/authorize?${query}`, { redirect: 'manual' });
    expect(response.headers.get('location')).toMatch(/error=invalid_request.*PKCE/);
  });

  it('is another name for this machine', async () => {
    const { issuer } = await provider();
    const { get } = await import('node:http');
    const status = await new Promise((resolve) => {
      get(`${issuer}/.well-known/jwks.json`, { headers: { host: 'evil.example' } }, (r) => resolve(r.statusCode));
    });
    expect(status).toBe(403);
  });
});

describe('a restart', () => {
  it('keeps the keys, so that tokens stay good', async () => {
    const directory = await emptyDirectory();
    const { asAda } = await provider(directory);
    const { accessToken } = await signIn(asAda);
    const { issuer } = await provider(directory);
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    await expect(jwtVerify(accessToken, keys)).resolves.toBeDefined();
  });
});

function discover(issuer: string) {
  return oidc.discovery(new URL(issuer), 'Console', undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] });
}
