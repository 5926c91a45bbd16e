import * as z from 'zod';
import { senderEnv } from '#shared/env.ts';

export const rehearseEnv = z.object({ WORK_TABLE: z.string().min(1) }).extend(senderEnv.shape);
