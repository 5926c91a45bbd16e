import * as z from 'zod';

/** What the page must know to sign a person in; served as /console/config.json. */
export const consoleEnv = z.object({
  ISSUER: z.url(),
  CLIENT_ID: z.string().min(1),
  /** Where the sign-in pages and the token endpoint are. Cognito has them on another origin than the issuer. */
  SIGN_IN_ORIGIN: z.url(),
});
