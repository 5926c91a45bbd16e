import * as z from 'zod';

export const eventEnv = z.object({ WORK_TABLE: z.string().min(1) });
