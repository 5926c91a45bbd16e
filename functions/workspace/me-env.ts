import * as z from 'zod';

export const meEnv = z.object({ WORK_TABLE: z.string().min(1) });
