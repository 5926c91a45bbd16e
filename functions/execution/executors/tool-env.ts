import * as z from 'zod';
import { tablesEnv } from '#shared/env.ts';
import { localHostsEnv } from '#shared/outbound/local-hosts.ts';

export const toolExecutorEnv = tablesEnv.extend({
  /** Before the name of every secret that calls are signed with, in AWS Secrets Manager: `countersign/tool/`. */
  SECRET_PREFIX: z.string().regex(/^[A-Za-z0-9/_-]+\/$/),
  ...localHostsEnv,
});
