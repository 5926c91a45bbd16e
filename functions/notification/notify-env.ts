import * as z from 'zod';
import { tablesEnv } from '#shared/env.ts';

export const notifyEnv = tablesEnv.extend({
  /** Address that notices come from, e.g. `approvals@acme.com`. */
  SYSTEM_SENDER: z.email(),
  CONFIGURATION_SET: z.string().min(1),
  /** Where the console is, without a slash at the end; links in notices start with it. */
  CONSOLE_URL: z.url(),
});
