import * as z from 'zod';

export const chatEnv = z.object({ WORK_TABLE: z.string().min(1) });
