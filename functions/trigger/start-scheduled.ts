import * as z from 'zod';
import { log } from '#shared/log.ts';
import type { WorkTable } from '#shared/tables.ts';
import type { NoteRefusal } from '#shared/trigger/refusal-table.ts';
import { startAgent, whyNotNow } from '#shared/trigger/start-agent.ts';
import { readTrigger } from '#shared/trigger/trigger-table.ts';

export type StarterDeps = { tables: WorkTable; noteRefusal: NoteRefusal; now: () => Date };

/** What the schedule of a trigger says when its time has come. */
export const ScheduledStart = z.object({ triggerId: z.string().min(1), scheduledTime: z.iso.datetime() });

/** Starts the trigger's agent, once for each time: Scheduler delivers at least once. */
export async function startScheduled(
  { tables, noteRefusal, now }: StarterDeps,
  { triggerId, scheduledTime }: z.output<typeof ScheduledStart>,
): Promise<void> {
  const trigger = await readTrigger(tables, triggerId);
  if (trigger?.type !== 'schedule') return log.info('schedule without a trigger', { triggerId });
  const refused = await whyNotNow(tables, trigger);
  if (refused) return noteRefusal(triggerId, refused);
  const task = trigger.task === '' ? '' : ` ${trigger.task}`;
  const start = {
    ...{ trigger, deliveryId: `at ${scheduledTime}`, text: `The time of "${trigger.name}" has come.${task}` },
    ...{ data: JSON.stringify({ scheduledTime }), provenance: { authentication: 'workspace' as const } },
  };
  await startAgent(tables, start, now());
}
