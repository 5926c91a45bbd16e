import * as z from 'zod';

export const rehearseEnv = z.object({ WORK_TABLE: z.string().min(1) });
