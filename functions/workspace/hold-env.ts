import * as z from 'zod';

export const holdEnv = z.object({ WORK_TABLE: z.string().min(1) });
