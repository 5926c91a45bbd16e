import * as z from 'zod';

/** A webhook that starts an agent. Item `TRIGGER#<id>` / `PROFILE` of *work*. */
export const WebhookTrigger = z.object({
  kind: z.literal('trigger'),
  triggerId: z.string(),
  agentId: z.string(),
  /** Stands in the first message, beside up to 256 KB of data. */
  name: z.string().max(200),
  type: z.literal('webhook'),
  /** Whether what it starts is trusted; if not, `allow` becomes `ask` in its runs. */
  trusted: z.boolean(),
});
export type WebhookTrigger = z.infer<typeof WebhookTrigger>;

/** Item `SECRET#<triggerId>` / `SECRET` of *work*: apart from the trigger, since only the webhook may read it. */
export const TriggerSecrets = z.object({
  kind: z.literal('secret'),
  /** `whsec_` and base64 of at least 24 random bytes. Several during a rotation; any one of them signs. */
  secrets: z.array(z.string().startsWith('whsec_')).min(1),
});
export type TriggerSecrets = z.infer<typeof TriggerSecrets>;

export function triggerKey(triggerId: string) {
  return { pk: `TRIGGER#${triggerId}`, sk: 'PROFILE' };
}

export function secretKey(triggerId: string) {
  return { pk: `SECRET#${triggerId}`, sk: 'SECRET' };
}

/** A delivery is remembered for this long, so that a replay starts nothing. */
const REMEMBER_SECONDS = 30 * 24 * 60 * 60;

/** The item that stands for one delivery of one trigger. */
export function deliveryItem(triggerId: string, deliveryId: string, now: Date) {
  return {
    pk: `DELIVERY#${triggerId}#${deliveryId}`,
    sk: 'DELIVERY',
    kind: 'delivery',
    expiresAt: Math.floor(now.getTime() / 1000) + REMEMBER_SECONDS,
  };
}
