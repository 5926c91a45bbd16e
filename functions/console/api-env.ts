import * as z from 'zod';

/** What the page must know to sign a person in; served as /console/config.json. */
export const consoleEnv = z.object({ ISSUER: z.url(), CLIENT_ID: z.string().min(1) });
