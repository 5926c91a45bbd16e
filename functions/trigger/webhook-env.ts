import * as z from 'zod';

export const webhookEnv = z.object({ WORK_TABLE: z.string().min(1) });
