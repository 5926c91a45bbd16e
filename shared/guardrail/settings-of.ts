import type * as z from 'zod';
import { EmailSettings } from './guardrail.ts';
import { HttpSettings } from './http-settings.ts';
import { PhoneSettings } from './phone-settings.ts';

/** What each capability's settings are read by. */
const SETTINGS = {
  send_email: EmailSettings,
  send_sms: PhoneSettings,
  make_call: PhoneSettings,
  http_request: HttpSettings,
} as const;
export type BuiltIn = keyof typeof SETTINGS;

/** The schema of a capability's settings, by the name in a path; undefined for what is none, and for tools. */
export function settingsSchema(capability: string): { capability: BuiltIn; schema: z.ZodType } | undefined {
  if (!Object.hasOwn(SETTINGS, capability)) return undefined;
  const known = capability as BuiltIn;
  return { capability: known, schema: SETTINGS[known] };
}
