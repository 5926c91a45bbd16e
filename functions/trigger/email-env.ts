import * as z from 'zod';
import { filesEnv } from '#shared/env.ts';

export const emailEnv = filesEnv.extend({
  WORK_TABLE: z.string().min(1),
  /** The bucket that SES puts mails into, and what their keys begin with. */
  MAIL_BUCKET: z.string().min(1),
  MAIL_PREFIX: z.string().min(1),
  /** Address that agents send from; mail to its domain is theirs. */
  AGENT_SENDER: z.email(),
  /** Address that the system itself sends from. */
  SYSTEM_SENDER: z.email(),
});
