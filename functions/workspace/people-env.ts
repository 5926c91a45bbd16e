import * as z from 'zod';

export const peopleEnv = z.object({ WORK_TABLE: z.string().min(1), USER_POOL_ID: z.string().min(1) });
