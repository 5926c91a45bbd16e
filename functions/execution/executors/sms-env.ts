import * as z from 'zod';
import { tablesEnv } from '#shared/env.ts';

export const smsExecutorEnv = tablesEnv.extend({
  /** ARN of the pool, phone number or sender ID that texts come from. */
  ORIGINATION_IDENTITY: z.string().min(1).max(256),
  /** Of AWS End User Messaging, by name. */
  CONFIGURATION_SET: z.string().min(1),
  /** Most that one text message may cost, in US dollars, e.g. `0.50`; the service refuses what would cost more. */
  MAX_PRICE: z
    .string()
    .regex(/^[0-9]{0,2}\.[0-9]{1,5}$/)
    .optional(),
});
