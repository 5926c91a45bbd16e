import * as z from 'zod';

export const scheduleEnv = z.object({ WORK_TABLE: z.string().min(1) });
