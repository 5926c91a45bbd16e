import { busEnv, executorsEnv, tablesEnv } from '#shared/env.ts';

export const sweepEnv = tablesEnv.extend(executorsEnv.shape).extend(busEnv.shape);
