import { senderEnv, tablesEnv } from '#shared/env.ts';

export const decideEnv = tablesEnv.extend(senderEnv.shape);
