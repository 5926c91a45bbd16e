import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { TokenSource } from './api-client.ts';
import type { Config } from './api-types.ts';

const SCOPE = 'openid email countersign/approvals.decide';
/** Set while a person leaves, so that coming back does not sign them in again at once. */
const SIGNED_OUT = 'countersign.signed-out';

export type SignIn = {
  token: TokenSource;
  /**
   * Leaves the page; the address that was asked for is opened after the way back. `fresh` makes the person prove who
   * they are once more, though the sign-in knows them.
   */
  begin: (how?: { fresh?: boolean }) => Promise<void>;
  end: () => Promise<void>;
};

/**
 * Authorization code with PKCE. Tokens are kept in memory only: a reload asks the sign-in again, which knows the
 * person still. sessionStorage holds the code verifier for the time of the redirect.
 */
export function signIn({ issuer, clientId }: Config): { manager: UserManager; signIn: SignIn } {
  const home = `${location.origin}/`;
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: home,
    response_type: 'code',
    scope: SCOPE,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    revokeTokenTypes: ['refresh_token'],
  });
  const begin: SignIn['begin'] = ({ fresh = false } = {}) =>
    manager.signinRedirect({ state: { hash: location.hash }, ...(fresh ? { prompt: 'login', max_age: 0 } : {}) });
  return { manager, signIn: { token: () => freshToken(manager), begin, end: () => leave(manager, clientId, home) } };
}

/**
 * Completes a sign-in that this page began, and restores the address that was asked for.
 * @returns whether somebody is signed in now; throws when the sign-in refused.
 */
export async function completeSignIn(manager: UserManager): Promise<boolean> {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state')) return false;
  try {
    const { state } = await manager.signinRedirectCallback();
    const hash = (state as { hash?: unknown } | undefined)?.hash;
    history.replaceState(null, '', `/${typeof hash === 'string' ? hash : ''}`);
    return true;
  } catch (error) {
    history.replaceState(null, '', '/');
    throw error;
  }
}

/** Whether the person has just signed out; says so once. */
export function hasJustLeft(): boolean {
  const left = sessionStorage.getItem(SIGNED_OUT) !== null;
  sessionStorage.removeItem(SIGNED_OUT);
  return left;
}

async function freshToken(manager: UserManager): Promise<string | undefined> {
  const user = await manager.getUser();
  if (!user?.expired) return user?.access_token;
  if (!user.refresh_token) return undefined;
  const renewed = await manager.signinSilent().catch(() => null);
  return renewed?.access_token;
}

/** Cognito and OpenID Connect name the way back differently; the sign-in on one machine knows Cognito's name. */
async function leave(manager: UserManager, clientId: string, home: string): Promise<void> {
  const endpoint = await manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
  await manager.revokeTokens().catch(() => undefined);
  await manager.removeUser();
  sessionStorage.setItem(SIGNED_OUT, '1');
  location.assign(endpoint ? `${endpoint}?${new URLSearchParams({ client_id: clientId, logout_uri: home })}` : home);
}
