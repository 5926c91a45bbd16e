import { executorsEnv, filesEnv, tablesEnv } from '#shared/env.ts';

export const runEnv = tablesEnv.extend(executorsEnv.shape).extend(filesEnv.shape);
