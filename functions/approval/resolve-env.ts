import { tablesEnv } from '#shared/env.ts';

export const resolveEnv = tablesEnv;
