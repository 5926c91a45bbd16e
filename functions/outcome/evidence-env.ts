import { tablesEnv } from '#shared/env.ts';

export const evidenceEnv = tablesEnv;
