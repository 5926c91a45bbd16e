import * as z from 'zod';

export const preferencesEnv = z.object({ WORK_TABLE: z.string().min(1) });
