import * as z from 'zod';
import { busEnv } from '#shared/env.ts';

const arn = z.string().startsWith('arn:');

export const triggersEnv = busEnv.extend({
  WORK_TABLE: z.string().min(1),
  /** Without a slash at the end. */
  API_URL: z.url(),
  AGENT_DOMAIN: z.string().min(1),
  SCHEDULE_GROUP: z.string().min(1),
  SCHEDULE_TARGET: arn,
  SCHEDULE_ROLE: arn,
  SCHEDULE_DEAD_LETTERS: arn,
  RULE_PREFIX: z.string().min(1),
  RULE_TARGET: arn,
  RULE_DEAD_LETTERS: arn,
});
