import * as z from 'zod';
import { busEnv } from '#shared/env.ts';

export const peopleEnv = z
  .object({ WORK_TABLE: z.string().min(1), USER_POOL_ID: z.string().min(1) })
  .extend(busEnv.shape);
