import { executorsEnv } from '#shared/env.ts';

export const dispatchEnv = executorsEnv;
