import { tablesEnv } from '#shared/env.ts';

export const listEnv = tablesEnv;
