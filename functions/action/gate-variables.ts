import { executorsEnv, filesEnv, tablesEnv } from '#shared/env.ts';

/** What the gate needs, whichever way an agent comes. */
export const gateEnv = tablesEnv.extend(executorsEnv.shape).extend(filesEnv.shape);
