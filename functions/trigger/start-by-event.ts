import * as z from 'zod';
import { EVENT_SOURCE } from '#shared/events/events.ts';
import { log } from '#shared/log.ts';
import { MAX_DATA_BYTES, startAgent, whyNotNow } from '#shared/trigger/start-agent.ts';
import { readTrigger } from '#shared/trigger/trigger-table.ts';
import type { StarterDeps } from './start-scheduled.ts';

/** An event that matched the rule of a trigger. */
export const EventStart = z.object({
  triggerId: z.string().min(1),
  event: z.object({
    id: z.string().min(1),
    source: z.string(),
    'detail-type': z.string(),
    time: z.string(),
    resources: z.array(z.string()).default([]),
    detail: z.json(),
  }),
});

/** Starts the trigger's agent, once for each event: a rule may deliver one more than once, always with the same id. */
export async function startByEvent(
  { tables, noteRefusal, now }: StarterDeps,
  { triggerId, event }: z.output<typeof EventStart>,
): Promise<void> {
  const trigger = await readTrigger(tables, triggerId);
  if (trigger?.type !== 'event') return log.info('rule without a trigger', { triggerId });
  const { id, source, 'detail-type': detailType, time, resources, detail } = event;
  const data = JSON.stringify({ source, detailType, time, resources, detail });
  const refused = refusalOf(source, data) ?? (await whyNotNow(tables, trigger));
  if (refused) return noteRefusal(triggerId, refused);
  const start = {
    ...{ trigger, deliveryId: `event ${id}`, text: `An event for "${trigger.name}":`, data },
    // Who may put events on the bus, IAM says; whom they speak for, nobody does.
    provenance: { sender: source.slice(0, 256), authentication: 'workspace' as const },
  };
  await startAgent(tables, start, now());
}

/** Its pattern lets no event of our own through; neither does this, whatever a rule says. */
function refusalOf(source: string, data: string) {
  if (source === EVENT_SOURCE) return 'own_event' as const;
  return Buffer.byteLength(data) > MAX_DATA_BYTES ? ('too_large' as const) : undefined;
}
