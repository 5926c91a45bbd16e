import * as z from 'zod';

export const showEnv = z.object({
  WORK_TABLE: z.string().min(1),
  /** Without a slash at the end. */
  API_URL: z.url(),
  AGENT_DOMAIN: z.string().min(1),
});
