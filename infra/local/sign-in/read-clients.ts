import * as z from 'zod';
import type { Resource } from '../contract.ts';

const SECONDS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
const Unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

const UserPoolClient = z.object({
  GenerateSecret: z.literal(false).default(false),
  AllowedOAuthFlows: z.tuple([z.literal('code')]),
  AllowedOAuthScopes: z.array(z.string()).min(1),
  CallbackURLs: z.array(z.url()).min(1),
  LogoutURLs: z.array(z.url()).default([]),
  AccessTokenValidity: z.coerce.number().default(60),
  IdTokenValidity: z.coerce.number().default(60),
  RefreshTokenValidity: z.coerce.number().default(43_200),
  TokenValidityUnits: z
    .object({ AccessToken: Unit.optional(), IdToken: Unit.optional(), RefreshToken: Unit.optional() })
    .default({}),
});

const ResourceServer = z.object({
  Identifier: z.string(),
  Scopes: z.array(z.object({ ScopeName: z.string() })).default([]),
});

export const STANDARD_SCOPES = ['openid', 'email', 'profile'];

export type SignInClient = {
  id: string;
  callbackUrls: string[];
  logoutUrls: string[];
  scopes: string[];
  /** Seconds. */
  lifetimes: { access: number; id: number; refresh: number };
};

/**
 * The pool's clients, which are public: code flow with PKCE, no secret. A client's id is its logical id.
 * @throws naming the client and what the local sign-in cannot give it
 */
export function readClients(resources: Resource[]): SignInClient[] {
  const servers = all(resources, 'AWS::Cognito::UserPoolResourceServer', ResourceServer);
  const known = new Set([
    ...STANDARD_SCOPES,
    ...servers.flatMap(({ value }) => value.Scopes.map(({ ScopeName }) => `${value.Identifier}/${ScopeName}`)),
  ]);
  const clients = all(resources, 'AWS::Cognito::UserPoolClient', UserPoolClient);
  if (clients.length === 0) throw new Error('The template has no AWS::Cognito::UserPoolClient: nobody could sign in.');
  return clients.map(({ id, value }) => {
    const unknown = value.AllowedOAuthScopes.find((scope) => !known.has(scope));
    if (unknown)
      throw new Error(`${id} allows the scope ${unknown}, which no AWS::Cognito::UserPoolResourceServer has.`);
    return {
      id,
      callbackUrls: value.CallbackURLs,
      logoutUrls: value.LogoutURLs,
      scopes: value.AllowedOAuthScopes,
      lifetimes: {
        access: value.AccessTokenValidity * SECONDS[value.TokenValidityUnits.AccessToken ?? 'minutes'],
        id: value.IdTokenValidity * SECONDS[value.TokenValidityUnits.IdToken ?? 'minutes'],
        refresh: value.RefreshTokenValidity * SECONDS[value.TokenValidityUnits.RefreshToken ?? 'minutes'],
      },
    };
  });
}

function all<T>(resources: Resource[], wanted: string, schema: z.ZodType<T>): { id: string; value: T }[] {
  return resources
    .filter(({ type }) => type === wanted)
    .map(({ id, type, properties }) => {
      const parsed = schema.safeParse(properties);
      if (parsed.success) return { id, value: parsed.data };
      throw new Error(`${id} (${type}) is not one that the local sign-in can serve:\n${z.prettifyError(parsed.error)}`);
    });
}
