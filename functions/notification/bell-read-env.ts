import * as z from 'zod';

export const bellReadEnv = z.object({ WORK_TABLE: z.string().min(1) });
