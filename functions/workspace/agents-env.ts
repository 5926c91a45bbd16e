import * as z from 'zod';
import { busEnv, tablesEnv } from '#shared/env.ts';

export const agentsEnv = tablesEnv.extend(busEnv.shape).extend({
  SCHEDULE_GROUP: z.string().min(1),
  RULE_PREFIX: z.string().min(1),
});
