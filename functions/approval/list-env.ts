import * as z from 'zod';

export const listEnv = z.object({ WORK_TABLE: z.string().min(1) });
