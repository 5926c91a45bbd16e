import * as z from 'zod';
import { approvalSettings, usageSettings } from './approval-settings.ts';
import { PhoneEntry } from './phone-allow-list.ts';
import { recipientGuardrail } from './recipient-settings.ts';

export const PhoneGuardrail = recipientGuardrail(PhoneEntry);
export type PhoneGuardrail = z.infer<typeof PhoneGuardrail>;

/** What an agent may do by text message, or by call, and what is asked first: settings of one of the two. */
export const PhoneSettings = z.strictObject({
  enabled: z.boolean(),
  guardrail: PhoneGuardrail,
  ...usageSettings,
  ...approvalSettings,
});
export type PhoneSettings = z.infer<typeof PhoneSettings>;

/** A new agent asks before everything. */
export const NEW_AGENT_PHONE: PhoneSettings = {
  enabled: true,
  guardrail: { restrict: false, askAlways: true },
  notifyAgentDefault: false,
  approversNeeded: 1,
};
