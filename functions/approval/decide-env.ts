import { tablesEnv } from '#shared/env.ts';

export const decideEnv = tablesEnv;
