import * as z from 'zod';

/** What every trigger has, whatever starts it. */
const common = {
  kind: z.literal('trigger'),
  triggerId: z.string(),
  agentId: z.string(),
  /** Stands in the first message, beside up to 256 KB of data. */
  name: z.string().min(1).max(200),
  /** Whether what it starts is trusted; if not, `allow` becomes `ask` in its runs. */
  trusted: z.boolean(),
  /** While on, it starts nothing, and what came says so. */
  paused: z.boolean().default(false),
  /** +1 on every change. */
  version: z.number().int().positive().default(1),
  /** Removed by a person: it starts nothing, and the item goes at `expiresAt`. */
  removed: z.literal(true).optional(),
  expiresAt: z.number().optional(),
};

/** A signed request starts the agent (Standard Webhooks). */
export const WebhookTrigger = z.object({ ...common, type: z.literal('webhook') });
export type WebhookTrigger = z.infer<typeof WebhookTrigger>;

/** Mail to an address of the agent's own starts it, or goes on with the conversation that it answers. */
export const EmailTrigger = z.object({
  ...common,
  type: z.literal('email'),
  /** What stands before `@agents.<domain>`. */
  localPart: z.string(),
  /** Who may write: addresses, domains and `*.domain`, or anyone. */
  senders: z.union([z.literal('anyone'), z.array(z.string())]),
  /** Whether mail that proves nothing about its sender is taken. What it starts is never trusted. */
  allowUnauthenticated: z.boolean(),
});
export type EmailTrigger = z.infer<typeof EmailTrigger>;

/** The clock starts the agent. */
export const ScheduleTrigger = z.object({
  ...common,
  type: z.literal('schedule'),
  /** `cron(…)`, `rate(…)` or `at(…)`, as EventBridge Scheduler reads them. */
  expression: z.string(),
  /** IANA name that `cron` and `at` are read in. */
  timeZone: z.string(),
  /** What the agent is to do, in the words of the person who set it up. */
  task: z.string(),
  /** When a `rate` began to count. */
  startsAt: z.iso.datetime(),
});
export type ScheduleTrigger = z.infer<typeof ScheduleTrigger>;

/** An event on the workspace's bus starts the agent. */
export const EventTrigger = z.object({
  ...common,
  type: z.literal('event'),
  /** JSON of an event pattern of EventBridge. */
  pattern: z.string(),
});
export type EventTrigger = z.infer<typeof EventTrigger>;

/** What starts an agent. Item `TRIGGER#<id>` / `PROFILE` of *work*. */
export const Trigger = z.discriminatedUnion('type', [WebhookTrigger, EmailTrigger, ScheduleTrigger, EventTrigger]);
export type Trigger = z.infer<typeof Trigger>;

/**
 * Item `SECRET#<triggerId>` / `SECRET` of *work*: apart from the trigger, since only the webhook may read it. A secret is
 * `whsec_` and base64 of at least 24 random bytes.
 */
export const TriggerSecrets = z.object({
  kind: z.literal('secret'),
  secret: z.string().startsWith('whsec_').optional(),
  /** The one before, which signs until then. */
  earlier: z.string().startsWith('whsec_').optional(),
  earlierUntil: z.iso.datetime().optional(),
  expiresAt: z.number().optional(),
});
export type TriggerSecrets = z.infer<typeof TriggerSecrets>;

/** Those that sign at this moment. */
export function validSecrets({ secret, earlier, earlierUntil }: TriggerSecrets, now: Date): string[] {
  const overlaps = earlierUntil !== undefined && now.toISOString() < earlierUntil;
  return [secret, overlaps ? earlier : undefined].filter((each) => each !== undefined);
}

export function triggerKey(triggerId: string) {
  return { pk: `TRIGGER#${triggerId}`, sk: 'PROFILE' };
}

export function secretKey(triggerId: string) {
  return { pk: `SECRET#${triggerId}`, sk: 'SECRET' };
}

/** That an agent has a trigger. Item `TRIGGERS#<agentId>` / `<triggerId>` of *work*. */
export const AgentTrigger = z.object({
  kind: z.literal('agent_trigger'),
  agentId: z.string(),
  triggerId: z.string(),
  removed: z.literal(true).optional(),
  expiresAt: z.number().optional(),
});

/** Which triggers an agent has: a partition of its own, since IAM sees partition keys and not sort keys. */
export function triggersOfKey(agentId: string, triggerId: string) {
  return { pk: `TRIGGERS#${agentId}`, sk: triggerId };
}

/** A delivery is remembered for this long, so that a replay starts nothing. */
const REMEMBER_SECONDS = 30 * 24 * 60 * 60;

/** The item that stands for one delivery of one trigger. */
export function deliveryItem(triggerId: string, deliveryId: string, now: Date) {
  return {
    pk: `DELIVERY#${triggerId}#${deliveryId}`,
    sk: 'DELIVERY',
    kind: 'delivery',
    expiresAt: secondsFrom(now, REMEMBER_SECONDS),
  };
}

/** For the table's `expiresAt`. */
export function secondsFrom(now: Date, seconds: number): number {
  return Math.floor(now.getTime() / 1000) + seconds;
}
