import * as z from 'zod';
import { AppError } from '../errors.ts';
import type { HttpEvent } from '../http.ts';

/** What an access token of the people pool says of the person who holds it. */
export type Caller = {
  personId: string;
  /** When they last signed in themselves. */
  signedInAt: string;
};

const accessClaims = z.object({
  sub: z.string().min(1),
  token_use: z.literal('access'),
  auth_time: z.coerce.number().int().positive(),
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
