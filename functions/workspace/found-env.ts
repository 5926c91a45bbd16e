import * as z from 'zod';

export const foundEnv = z.object({
  WORK_TABLE: z.string().min(1),
  USER_POOL_ID: z.string().min(1),
  /** Whose address makes them the first admin; empty: nobody's. */
  FIRST_ADMIN_EMAIL: z.string(),
});
