import { tablesEnv } from '#shared/env.ts';

export const auditEnv = tablesEnv;
