import { busEnv, tablesEnv } from '#shared/env.ts';

export const publishEnv = tablesEnv.extend(busEnv.shape);
