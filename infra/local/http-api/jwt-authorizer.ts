import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import type { JwtIdentity } from './proxy-event.ts';
import type { ApiRoute } from './read-api.ts';

type Keys = ReturnType<typeof createRemoteJWKSet>;
type Verdict =
  | { ok: true; identity: JwtIdentity }
  | { ok: false; status: 401 | 403; message: 'Unauthorized' | 'Forbidden'; challenge: string };

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Judges bearer tokens as the JWT authorizer of an HTTP API: signature (RSA), issuer, `aud` or without it `client_id`,
 * times, and one of the route's scopes. An unreachable issuer throws.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function jwtAuthorizer() {
  const keysOf = new Map<string, Promise<Keys>>();

  async function keysFor(issuer: string): Promise<Keys> {
    const known = keysOf.get(issuer) ?? discover(issuer);
    keysOf.set(issuer, known);
    known.catch(() => keysOf.delete(issuer));
    return known;
  }

  return async function authorize(rules: NonNullable<ApiRoute['jwt']>, header: string | undefined): Promise<Verdict> {
    const token = header?.replace(/^Bearer\s+/i, '').trim();
    if (!token) return unauthorized('Bearer');
    const { issuer } = rules;
    const keys = await keysFor(issuer);
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ['RS256', 'RS384', 'RS512'] });
      const problem = audienceProblem(payload, rules.audience) ?? issuedProblem(payload, new Date());
      return problem ? unauthorized(invalidToken(problem)) : scopeVerdict(payload, rules.scopes);
    } catch (error) {
      if (error instanceof errors.JOSEError) return unauthorized(invalidToken(tokenProblem(error)));
      throw error;
    }
  };
}

async function discover(issuer: string): Promise<Keys> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5_000),
  });
  const found = Discovery.parse(await response.json());
  if (found.issuer !== issuer) throw new Error(`${issuer} says that it is ${found.issuer}: start it as ${issuer}.`);
  return createRemoteJWKSet(new URL(found.jwks_uri));
}

function audienceProblem({ aud, client_id: clientId }: JWTPayload, audience: string[]): string | undefined {
  const claimed = aud === undefined ? [clientId] : [aud].flat();
  const matches = claimed.some((value) => typeof value === 'string' && audience.includes(value));
  return matches ? undefined : 'the token does not have a valid audience';
}

function issuedProblem({ iat, exp }: JWTPayload, now: Date): string | undefined {
  if (exp === undefined) return 'the token does not expire';
  return iat !== undefined && iat * 1000 > now.getTime() ? 'the token was issued in the future' : undefined;
}

function scopeVerdict(payload: JWTPayload, wanted: string[]): Verdict {
  const claim = payload.scope ?? payload.scp;
  const scopes = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim.map(String) : [];
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) {
    const challenge = `Bearer scope="${wanted.join(' ')}" error="insufficient_scope" error_description="the token does not have any of the required scopes"`;
    return { ok: false, status: 403, message: 'Forbidden', challenge };
  }
  const claims = Object.entries(payload).map(([name, value]) => [name, claimText(value)]);
  return { ok: true, identity: { claims: Object.fromEntries(claims), scopes: wanted.length > 0 ? scopes : null } };
}

/** Every claim reaches the function as a string, a list as `[a b]`. */
function claimText(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? `[${value.map(claimText).join(' ')}]` : JSON.stringify(value);
}

function tokenProblem(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `the token has an invalid ${error.claim}`;
  return 'the token could not be verified';
}

function invalidToken(description: string): string {
  return `Bearer scope="" error="invalid_token" error_description="${description}"`;
}

function unauthorized(challenge: string): Verdict {
  return { ok: false, status: 401, message: 'Unauthorized', challenge };
}
