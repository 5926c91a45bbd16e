import { executorsEnv, filesEnv, senderEnv, tablesEnv } from '#shared/env.ts';

/** What the gate needs, whichever way an agent comes. */
export const gateEnv = tablesEnv.extend(executorsEnv.shape).extend(filesEnv.shape).extend(senderEnv.shape);
