import * as z from 'zod';

export const showEnv = z.object({ WORK_TABLE: z.string().min(1) });
