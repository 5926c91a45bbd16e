import * as z from 'zod';

export const settingsEnv = z.object({ WORK_TABLE: z.string().min(1) });
