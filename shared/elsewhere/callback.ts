import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { readHttpTarget } from '../action/http-target.ts';

/** Item `CALLBACK#<agent>` / `SETTINGS` of *work*: where an agent built elsewhere is told how its actions ended. */
export const Callback = z.object({
  kind: z.literal('callback'),
  agentId: z.string(),
  url: z.string(),
  enabled: z.boolean(),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
});
export type Callback = z.infer<typeof Callback>;

/**
 * Item `CALLBACKSECRET#<agent>` / `SECRET`: apart from the settings, since only the function that signs may read it.
 * After a change of secrets the former one signs too, for a day.
 */
export const CallbackSecret = z.object({
  kind: z.literal('callback_secret'),
  secret: z.string().startsWith('whsec_'),
  former: z.string().startsWith('whsec_').optional(),
  formerUntil: z.iso.datetime().optional(),
});
export type CallbackSecret = z.infer<typeof CallbackSecret>;

export const FORMER_SIGNS_MS = 24 * 60 * 60 * 1000;

/** Item `CALLBACKFAILURE#<agent>` / `FAILURE#<at>#<action>`: one try that did not arrive. */
export const CallbackFailure = z.object({
  kind: z.literal('callback_failure'),
  at: z.iso.datetime(),
  actionId: z.string(),
  /** `http_503`, `ENOTFOUND`, `address_not_public`, `timeout` … */
  code: z.string(),
  /** It will not be tried again. */
  givenUp: z.boolean(),
  /** Seconds since 1970. */
  expiresAt: z.int(),
});
export type CallbackFailure = z.infer<typeof CallbackFailure>;

/** A failure is shown for so long. */
export const SHOW_FAILURES_SECONDS = 30 * 24 * 60 * 60;

/** How long after it settled an outcome is still sent. */
export const TRY_FOR_MS = 3 * 24 * 60 * 60 * 1000;

export const CallbackRequest = z.strictObject({
  url: z
    .string()
    .max(2_000)
    .refine((url) => readHttpTarget(url)?.href === url && readHttpTarget(url)?.port === 443, 'Give an https URL.'),
  enabled: z.boolean().default(true),
  /** Makes a new secret, shown once in the answer; the former one signs too for a day. The first time one is made anyway. */
  newSecret: z.boolean().default(false),
});
export type CallbackRequest = z.infer<typeof CallbackRequest>;

/** 256 random bits in the form of Standard Webhooks. */
export function newCallbackSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Those that sign now, the newest first. */
export function signingSecrets({ secret, former, formerUntil }: CallbackSecret, now: Date): string[] {
  return former && formerUntil && formerUntil > now.toISOString() ? [secret, former] : [secret];
}
