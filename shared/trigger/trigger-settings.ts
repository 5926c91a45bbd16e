import * as z from 'zod';
import { EmailEntry } from '../guardrail/email-allow-list.ts';
import { isTimeZone, readScheduleExpression } from './schedule-expression.ts';
import { rulePattern } from './trigger-pattern.ts';

/** What is refused with the words that reading it throws. */
function readable<T extends z.ZodType>(schema: T, read: (value: z.output<T>) => unknown) {
  return schema.superRefine((value, context) => {
    try {
      read(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });
}

const NO_CONTROL = /^\P{Cc}*$/u;

const common = {
  name: z.string().min(1).max(200).regex(NO_CONTROL, 'A name is one line.'),
  trusted: z.boolean().default(true).describe('Whether what it starts is trusted; if not, `allow` becomes `ask`.'),
  paused: z.boolean().default(false),
};

/** Local parts that belong to the system, or that mail servers write from and to (RFC 2142). */
const RESERVED = ['agents', 'approvals', 'postmaster', 'mailer-daemon', 'abuse', 'hostmaster', 'noreply', 'no-reply'];

const webhook = { type: z.literal('webhook'), ...common };

const email = {
  ...{ type: z.literal('email'), ...common },
  localPart: z
    .string()
    .max(40)
    .regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'Use small letters and digits, with . _ or - between them.')
    .refine((text) => !RESERVED.includes(text), 'This address belongs to the system.')
    .describe('What stands before @ in the address.'),
  senders: z
    .union([z.literal('anyone'), z.array(EmailEntry).min(1).max(1_000)])
    .describe('Who may write: addresses, domains (acme.com) and *.domain, or anyone.'),
  allowUnauthenticated: z.boolean().default(false).describe('Take mail that proves nothing; its runs are not trusted.'),
};

const schedule = {
  ...{ type: z.literal('schedule'), ...common },
  expression: readable(z.string().max(256), readScheduleExpression).describe('cron(…), rate(…) or at(…).'),
  timeZone: z.string().max(50).refine(isTimeZone, 'Use a name such as Europe/Stockholm.').default('UTC'),
  task: z.string().max(4_000).default('').describe('What the agent is to do when the time has come.'),
};

const event = {
  ...{ type: z.literal('event'), ...common },
  pattern: readable(z.record(z.string(), z.json()), (pattern) => rulePattern(JSON.stringify(pattern))).describe(
    'An event pattern of EventBridge.',
  ),
};

/** A trigger as a person sets it up. */
export const NewTrigger = z.discriminatedUnion('type', [
  z.strictObject(webhook),
  z.strictObject(email),
  z.strictObject(schedule),
  z.strictObject(event),
]);
export type NewTrigger = z.output<typeof NewTrigger>;

const version = { version: z.number().int().positive().describe('As it was read; somebody may have changed it.') };

/** The same trigger changed; its type stays. */
export const ChangedTrigger = z.discriminatedUnion('type', [
  z.strictObject({ ...webhook, ...version }),
  z.strictObject({ ...email, ...version }),
  z.strictObject({ ...schedule, ...version }),
  z.strictObject({ ...event, ...version }),
]);
export type ChangedTrigger = z.output<typeof ChangedTrigger>;

const shown = { triggerId: z.string(), agentId: z.string(), version: z.number() };

/** A trigger as people are shown it. */
export const ShownTrigger = z.discriminatedUnion('type', [
  z.object({ ...shown, ...webhook, url: z.string().describe('Where to send signed requests.') }),
  z.object({ ...shown, ...email, senders: z.union([z.literal('anyone'), z.array(z.string())]), address: z.string() }),
  z.object({ ...shown, ...schedule, expression: z.string(), nextRuns: z.array(z.iso.datetime()) }),
  z.object({ ...shown, ...event, pattern: z.record(z.string(), z.json()) }),
]);
export type ShownTrigger = z.output<typeof ShownTrigger>;

export const SecretRotation = z.strictObject({
  overlapHours: z.number().int().min(0).max(168).default(24).describe('How long the secret before it still signs.'),
});

export const TriggerTest = z.strictObject({
  data: z.json().optional().describe('What would come in: the body, the mail, the event. An example unless given.'),
});
