import * as z from 'zod';

export const bellEnv = z.object({ WORK_TABLE: z.string().min(1) });
