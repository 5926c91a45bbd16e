import * as z from 'zod';
import { filesEnv, tablesEnv } from '#shared/env.ts';

export const emailExecutorEnv = tablesEnv.extend(filesEnv.shape).extend({
  /** Address that agents send from, e.g. `agents@agents.acme.com`. */
  AGENT_SENDER: z.email(),
  /** Where the system's own emails come from, which no agent's may look like. */
  SYSTEM_SENDER: z.email(),
  CONFIGURATION_SET: z.string().min(1),
});
