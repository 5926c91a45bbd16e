import { log } from '#shared/log.ts';
import type { WorkTable } from '#shared/tables.ts';
import type { Trigger } from '#shared/trigger/trigger.ts';
import { writeRemovedTrigger } from '#shared/trigger/trigger-changes.ts';
import { disarmRule, type Rules } from './arm-rule.ts';
import { disarmSchedule, type Schedules } from './arm-schedule.ts';

export type RemovalDeps = {
  tables: WorkTable;
  schedules: Pick<Schedules, 'scheduler' | 'group'>;
  rules: Pick<Rules, 'events' | 'bus' | 'prefix'>;
  now: () => Date;
};

/** Outside first: what still fires then finds its trigger, and can be removed again. */
export async function removeTrigger(deps: RemovalDeps, trigger: Trigger): Promise<void> {
  const { triggerId, agentId } = trigger;
  if (trigger.type === 'schedule') await disarmSchedule(deps.schedules, triggerId);
  if (trigger.type === 'event') await disarmRule(deps.rules, triggerId);
  await writeRemovedTrigger(deps.tables, trigger, deps.now());
  log.info('trigger removed', { triggerId, agentId });
}
