import * as z from 'zod';
import { tablesEnv } from '#shared/env.ts';
import { localHostsEnv } from '#shared/outbound/local-hosts.ts';

export const httpExecutorEnv = tablesEnv.extend({
  /** Before the name of every secret that a header may refer to, in AWS Secrets Manager: `countersign/http/`. */
  SECRET_PREFIX: z.string().regex(/^[A-Za-z0-9/_-]+\/$/),
  ...localHostsEnv,
});
