import { type Configuration, type Context, errors, interactionPolicy, type StoredGrant } from 'oidc-provider';
import { memoryAdapter } from './memory-adapter.ts';
import { type SignInClient, STANDARD_SCOPES } from './read-clients.ts';
import type { SignInKeys } from './sign-in-keys.ts';
import { errorPage, signedOutPage, signOutPage } from './sign-in-pages.ts';

/** Somebody who may sign in. */
export type Person = { id: string; name: string; email: string; role: string };

/** Names the tokens' audience inside the provider; it is not in the tokens, as Cognito has none. */
const RESOURCE = 'urn:countersign:api';

/** The provider set up so that tokens, paths and rules are those of a Cognito user pool. */
export function providerConfiguration(
  clients: SignInClient[],
  keys: SignInKeys,
  people: () => Promise<Person[]>,
): Configuration {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    adapter: memoryAdapter(),
    clients: clients.map(clientMetadata),
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: keys.cookies,
      names: { session: 'sign-in', interaction: 'sign-in-step', resume: 'sign-in-resume' },
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
      end_session: '/logout',
    },
    scopes: [...STANDARD_SCOPES],
    claims: {
      openid: ['sub', 'token_use', 'cognito:username'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    ttl: lifetimes(clients),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}`, policy },
    features: features(clients),
    formats: { customizers: { jwt: shapeAccessToken } },
    clientBasedCORS: (_context, origin, client) => client.redirectUris.some((url) => new URL(url).origin === origin),
    findAccount: async (_context, id) => accountOf((await people()).find((person) => person.id === id)),
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    loadExistingGrant: (context) => grantEverything(context, clients),
    renderError: (context, { error, error_description: description }) => show(context, errorPage(description ?? error)),
  };
}

function clientMetadata({ id, callbackUrls, logoutUrls, scopes }: SignInClient) {
  return {
    client_id: id,
    client_name: 'Countersign',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: callbackUrls,
    post_logout_redirect_uris: logoutUrls,
    scope: scopes.filter((scope) => STANDARD_SCOPES.includes(scope)).join(' '),
    require_auth_time: true,
  };
}

function lifetimes(clients: SignInClient[]): Configuration['ttl'] {
  const longest = (kind: keyof SignInClient['lifetimes']) => Math.max(...clients.map(({ lifetimes: l }) => l[kind]));
  return {
    AccessToken: longest('access'),
    IdToken: longest('id'),
    // A rotated token ends when the first one would have, as in Cognito.
    RefreshToken: (context) => context?.oidc.entities.RotatedRefreshToken?.remainingTTL ?? longest('refresh'),
    Session: longest('refresh'),
    Grant: longest('refresh'),
    Interaction: 3_600,
    AuthorizationCode: 60,
  };
}

function features(clients: SignInClient[]): Configuration['features'] {
  const scopesOf = (clientId: string) => clients.find(({ id }) => id === clientId)?.scopes ?? [];
  const logoutOrigins = clients.flatMap(({ logoutUrls }) => logoutUrls.map((url) => new URL(url).origin));
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    revocation: { enabled: true, allowedPolicy: async () => true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => RESOURCE,
      useGrantedResource: async () => true,
      getResourceServerInfo: async ({ oidc }: Context, _resource: string, client: { clientId: string }) => {
        const scopes = scopesOf(client.clientId);
        refuseOtherScopes(oidc.params?.scope, scopes);
        return { audience: RESOURCE, accessTokenFormat: 'jwt', scope: scopes.join(' ') };
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (context: Context, form: string) => show(context, signOutPage(form, logoutOrigins)),
      postLogoutSuccessSource: async (context: Context) => show(context, signedOutPage()),
    },
  };
}

/** The provider would leave out a scope that it does not know; Cognito refuses the request. */
function refuseOtherScopes(requested: string | undefined, allowed: string[]): void {
  const other = requested?.split(' ').find((scope) => !allowed.includes(scope));
  if (other) throw new errors.InvalidScope('requested scope is not allowed', other);
}

function shapeAccessToken(
  { oidc }: Context,
  { accountId }: { accountId: string },
  { payload }: { payload: Record<string, unknown> },
): void {
  const authTime = (oidc.entities.AuthorizationCode ?? oidc.entities.RefreshToken)?.authTime;
  Object.assign(payload, { token_use: 'access', username: accountId, auth_time: authTime });
  // The provider insists on an audience and Cognito's access tokens have none: it is there, and not in the JSON.
  Object.defineProperty(payload, 'aud', { enumerable: false });
}

function accountOf(person: Person | undefined) {
  if (!person) return undefined;
  const { id, name, email } = person;
  const claims = { sub: id, token_use: 'id', 'cognito:username': id, name, email, email_verified: true };
  return { accountId: id, claims: async () => claims };
}

/** The console is ours: nobody is asked to consent to it. Of this, a request gets what it asks for. */
async function grantEverything({ oidc }: Context, clients: SignInClient[]): Promise<StoredGrant> {
  const { client, session, provider } = oidc;
  const { clientId } = client;
  const knownId = session.grantIdFor(clientId);
  const known = knownId === undefined ? undefined : await provider.Grant.find(knownId);
  const grant = known ?? new provider.Grant({ clientId, accountId: session.accountId });
  const scopes = clients.find(({ id }) => id === clientId)?.scopes ?? [];
  grant.addOIDCScope(scopes.filter((scope) => STANDARD_SCOPES.includes(scope)).join(' '));
  grant.addResourceScope(RESOURCE, scopes.join(' '));
  await grant.save();
  return grant;
}

function show(context: Context, { headers, body }: { headers: Record<string, string>; body: string }): void {
  context.set(headers);
  context.body = body;
}
