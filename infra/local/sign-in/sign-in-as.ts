import * as oidc from 'openid-client';
import { type Browser, browser } from './browser.ts';

export type SignInRequest = {
  issuer: string;
  clientId: string;
  redirectUri: string;
  personId: string;
  /** `openid` is asked for with them. */
  scopes: string[];
};

export type SignedIn = { accessToken: string; idToken: string; refreshToken: string | undefined };

/**
 * Signs a person in at the local sign-in as a browser would, authorization code with PKCE, and presses that
 * person's button.
 * @throws saying at which step it stopped
 */
export async function signInAs(request: SignInRequest): Promise<SignedIn> {
  const config = await oidc.discovery(new URL(request.issuer), request.clientId, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const start = oidc.buildAuthorizationUrl(config, {
    redirect_uri: request.redirectUri,
    scope: [...new Set(['openid', ...request.scopes])].join(' '),
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  });
  const callback = await pressButton(browser(request.redirectUri), start, request.personId);
  const tokens = await oidc.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier,
    expectedState,
    idTokenExpected: true,
  });
  return { accessToken: tokens.access_token, idToken: tokens.id_token ?? '', refreshToken: tokens.refresh_token };
}

async function pressButton(open: Browser, start: URL, personId: string): Promise<URL> {
  const asked = await open(start);
  if (!asked.response) throw new Error(`Sign-in was refused: ${asked.at.searchParams.get('error_description')}`);
  const pressed = await open(asked.at, { method: 'POST', body: new URLSearchParams({ personId }) });
  if (!pressed.response) return pressed.at;
  throw new Error(`Sign-in as ${personId} stopped at ${pressed.at.pathname} with ${pressed.response.status}.`);
}
