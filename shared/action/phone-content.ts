import * as z from 'zod';
import { readPhone } from '../guardrail/phone-number.ts';
import { VOICES } from './voices.ts';

/** A line break is the only control character that a text or a script needs. */
const CONTROL = /[^\P{Cc}\n]/u;

/** @param max characters, as the service counts them */
const plainText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.trim() !== '', 'There must be something to say.')
    .refine((text) => !CONTROL.test(text), 'Use no control characters but line breaks.');

/** One number, as one message of the service has one destination: who gets what stays one decision. */
const to = z.string().min(1).max(64).describe('One phone number with its country code, like +46 70 174 06 05.');

/** What an agent gives to `send_sms`. `SendTextMessage` takes 1,600 characters. */
export const SmsInput = z.strictObject({
  to,
  text: plainText(1_600).describe('The whole text message. Beyond 160 plain characters it is billed as several.'),
});
export type SmsInput = z.infer<typeof SmsInput>;

/** What an agent gives to `make_call`. `SendVoiceMessage` takes 3,000 characters of plain text; SSML is not offered. */
export const CallInput = z.strictObject({
  to,
  text: plainText(3_000).describe('What a synthetic voice says when the call is answered; plain text.'),
  voiceId: z.enum(VOICES).optional().describe('The voice, which decides the language too; MATTHEW unless given.'),
});
export type CallInput = z.infer<typeof CallInput>;

/**
 * The text message as it will be shown, hashed and sent: its number in E.164. One that cannot be read stays as it was
 * given, for the guardrail to block and for people to see.
 */
export function toSmsContent({ to, text }: SmsInput): SmsInput {
  return { to: e164(to), text };
}

/** The call as it will be shown, hashed and made; the number as in {@link toSmsContent}. */
export function toCallContent({ to, text, voiceId }: CallInput): CallInput {
  return { to: e164(to), text, ...(voiceId ? { voiceId } : {}) };
}

function e164(text: string): string {
  const read = readPhone(text);
  return read.readable ? read.address : text;
}

/** The one line that lists show. Written from the content, never from the agent's words about it. */
export function summariseSms({ to, text }: SmsInput): string {
  return oneLine(`Text to ${to}: ${text}`);
}

export function summariseCall({ to, text }: CallInput): string {
  return oneLine(`Call to ${to}: ${text}`);
}

/** By whole characters, so that none is cut in half. */
function oneLine(text: string): string {
  return [...text.replaceAll(/\s+/g, ' ')].slice(0, 200).join('');
}
