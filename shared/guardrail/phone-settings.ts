import * as z from 'zod';
import { PhoneEntry } from './phone-allow-list.ts';
import { recipientGuardrail } from './recipient-settings.ts';

export const PhoneGuardrail = recipientGuardrail(PhoneEntry);
export type PhoneGuardrail = z.infer<typeof PhoneGuardrail>;

/** What an agent may do by text message, or by call, and what is asked first: settings of one of the two. */
export const PhoneSettings = z.strictObject({
  enabled: z.boolean(),
  guardrail: PhoneGuardrail,
  /** Whether "notify agent" is ticked when an approver opens the card. */
  notifyAgentDefault: z.boolean().default(false),
  /** How many people must approve one action: with 2, another person than the first. */
  approversNeeded: z.union([z.literal(1), z.literal(2)]).default(1),
});
export type PhoneSettings = z.infer<typeof PhoneSettings>;

/** A new agent asks before everything. */
export const NEW_AGENT_PHONE: PhoneSettings = {
  enabled: true,
  guardrail: { restrict: false, askAlways: true },
  notifyAgentDefault: false,
  approversNeeded: 1,
};
