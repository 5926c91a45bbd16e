import * as z from 'zod';

export const unsubscribeEnv = z.object({ WORK_TABLE: z.string().min(1) });
