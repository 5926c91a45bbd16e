import * as z from 'zod';
import { AppError } from '../errors.ts';
import type { HttpEvent } from '../http.ts';

/** What an access token of the people pool says of the person who holds it. */
export type Caller = {
  personId: string;
  /** When they last signed in themselves. */
  signedInAt: string;
};

/** Seconds at the end of the year 9999: later, a time has no form that the ledger takes. */
const LAST_SECOND = 253_402_300_799;

const accessClaims = z.object({
  /** Part of a key: longer, or not plain text, it does not fit into one. */
  sub: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  token_use: z.literal('access'),
  auth_time: z.coerce.number().int().positive().max(LAST_SECOND),
});

/**
 * The signed-in person. The API's authorizer has checked signature, issuer, client and expiry; that this is an
 * access token and not the id token, which carries the same client, is checked here.
 */
export function caller(event: HttpEvent): Caller {
  const context = event.requestContext as { authorizer?: { jwt?: { claims?: unknown } } };
  const claims = accessClaims.safeParse(context.authorizer?.jwt?.claims);
  if (!claims.success) throw new AppError('UNAUTHENTICATED');
  return { personId: claims.data.sub, signedInAt: new Date(claims.data.auth_time * 1000).toISOString() };
}
