import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { newId } from '#shared/ids.ts';
import { log } from '#shared/log.ts';
import type { WorkTable } from '#shared/tables.ts';
import type { Trigger } from '#shared/trigger/trigger.ts';
import {
  rotateSecret,
  writeChangedTrigger,
  writeNewTrigger,
  writeRemovedTrigger,
} from '#shared/trigger/trigger-changes.ts';
import type { ChangedTrigger, NewTrigger } from '#shared/trigger/trigger-settings.ts';
import { readTriggersOf } from '#shared/trigger/trigger-table.ts';
import { armRule, type Rules } from './arm-rule.ts';
import { armSchedule, type Schedules } from './arm-schedule.ts';

export type TriggerDeps = { tables: WorkTable; schedules: Schedules; rules: Rules; now: () => Date };

/** What the list reads, one by one; and a rule or schedule each. */
const MOST_TRIGGERS = 50;

const HOUR_MS = 60 * 60 * 1000;

/** Makes a trigger; a webhook's secret is returned here and nowhere else. */
export async function createTrigger(deps: TriggerDeps, agentId: string, wanted: NewTrigger) {
  const triggers = await readTriggersOf(deps.tables, agentId);
  if (triggers.length >= MOST_TRIGGERS) throw new AppError('TOO_MANY_TRIGGERS', { most: MOST_TRIGGERS });
  const triggerId = newId('trg');
  const trigger = toTrigger({ triggerId, agentId, version: 1 }, wanted, deps.now());
  const secret = trigger.type === 'webhook' ? newSecret() : undefined;
  await writeNewTrigger(deps.tables, trigger, secret);
  try {
    await arm(deps, trigger);
  } catch (error) {
    // Shown as there and never started would be worse than not there.
    await writeRemovedTrigger(deps.tables, trigger, deps.now());
    throw error;
  }
  log.info('trigger made', { triggerId, agentId });
  return { trigger, ...(secret !== undefined && { secret }) };
}

/** Writes the change first, on the condition that nobody else made one; where arming it fails, the same change again mends it. */
export async function changeTrigger(deps: TriggerDeps, before: Trigger, wanted: ChangedTrigger): Promise<Trigger> {
  if (wanted.type !== before.type) {
    throw new AppError('INVALID_REQUEST', { errors: [{ path: 'type', message: 'The type of a trigger stays.' }] });
  }
  const { triggerId, agentId, version } = before;
  if (wanted.version !== version) throw new AppError('VERSION_CONFLICT', { triggerId });
  const after = toTrigger({ triggerId, agentId, version: version + 1 }, wanted, deps.now());
  await writeChangedTrigger(deps.tables, before, after);
  await arm(deps, after);
  log.info('trigger changed', { triggerId, agentId });
  return after;
}

export async function newSecretOf({ tables, now }: TriggerDeps, trigger: Trigger, overlapHours: number) {
  if (trigger.type !== 'webhook') throw new AppError('NOT_FOUND');
  const secret = newSecret();
  const earlierUntil = new Date(now().getTime() + overlapHours * HOUR_MS).toISOString();
  await rotateSecret(tables, trigger.triggerId, secret, earlierUntil);
  return { secret, earlierUntil };
}

type Fixed = Pick<Trigger, 'triggerId' | 'agentId' | 'version'>;

function toTrigger(fixed: Fixed, wanted: NewTrigger | ChangedTrigger, now: Date): Trigger {
  const { name, trusted, paused } = wanted;
  const common = { kind: 'trigger' as const, ...fixed, name, trusted, paused };
  switch (wanted.type) {
    case 'webhook':
      return { ...common, type: 'webhook' };
    case 'email': {
      const { localPart, senders, allowUnauthenticated } = wanted;
      return { ...common, type: 'email', localPart, senders, allowUnauthenticated };
    }
    case 'schedule': {
      const { expression, timeZone, task } = wanted;
      return { ...common, type: 'schedule', expression, timeZone, task, startsAt: now.toISOString() };
    }
    case 'event':
      return { ...common, type: 'event', pattern: JSON.stringify(wanted.pattern) };
  }
}

async function arm({ schedules, rules }: TriggerDeps, trigger: Trigger): Promise<void> {
  if (trigger.type === 'schedule') await armSchedule(schedules, trigger);
  if (trigger.type === 'event') await armRule(rules, trigger);
}

/** 256 random bits in the form of Standard Webhooks. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
