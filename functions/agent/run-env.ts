import { executorsEnv, tablesEnv } from '#shared/env.ts';

export const runEnv = tablesEnv.extend(executorsEnv.shape);
