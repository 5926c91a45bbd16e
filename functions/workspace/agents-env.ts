import { tablesEnv } from '#shared/env.ts';

export const agentsEnv = tablesEnv;
