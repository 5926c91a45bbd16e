import { tablesEnv } from '#shared/env.ts';

export const tellEnv = tablesEnv;
