import * as z from 'zod';

export const agentKeysEnv = z.object({ WORK_TABLE: z.string().min(1) });
