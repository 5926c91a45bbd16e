import { tablesEnv } from '#shared/env.ts';

export const readActionEnv = tablesEnv;
