import * as z from 'zod';
import { AppError } from '../errors.ts';
import type { HttpEvent } from '../http.ts';

/** What an access token of the people pool says of the person who holds it. */
export type Caller = {
  personId: string;
  /** When they last signed in themselves. */
  signedInAt: string;
  /** How they had proved who they are, and from where they call, as far as that is known. */
  from?: {
    client?: string | undefined;
    amr?: string | undefined;
    ip?: string | undefined;
    userAgent?: string | undefined;
  };
};

/** Seconds at the end of the year 9999: later, a time has no form that the ledger takes. */
const LAST_SECOND = 253_402_300_799;

const accessClaims = z.object({
  /** Part of a key: longer, or not plain text, it does not fit into one. */
  sub: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  token_use: z.literal('access'),
  client_id: z.string().max(128).optional().catch(undefined),
  /** A list comes as `[a b]`. */
  amr: z.string().max(60).optional().catch(undefined),
  auth_time: z.coerce.number().int().positive().max(LAST_SECOND),
});

/**
 * The signed-in person. The API's authorizer has checked signature, issuer, client and expiry; that this is an
 * access token and not the id token, which carries the same client, is checked here.
 */
export function caller(event: HttpEvent): Caller {
  const context = event.requestContext as {
    authorizer?: { jwt?: { claims?: unknown } };
    http?: { sourceIp?: string; userAgent?: string };
  };
  const claims = accessClaims.safeParse(context.authorizer?.jwt?.claims);
  if (!claims.success) throw new AppError('UNAUTHENTICATED');
  const { sub, auth_time: signedIn, client_id: client, amr } = claims.data;
  const { sourceIp, userAgent } = context.http ?? {};
  return {
    ...{ personId: sub, signedInAt: new Date(signedIn * 1000).toISOString() },
    from: { client, amr, ip: sourceIp, userAgent },
  };
}
