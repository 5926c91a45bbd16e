import { nextRuns } from '#shared/trigger/next-runs.ts';
import { readScheduleExpression } from '#shared/trigger/schedule-expression.ts';
import type { ScheduleTrigger, Trigger } from '#shared/trigger/trigger.ts';
import type { ShownTrigger } from '#shared/trigger/trigger-settings.ts';

/** Where what starts agents comes in. */
export type Entrances = { apiUrl: string; agentDomain: string };

const SHOWN_RUNS = 5;

/** A trigger as people are shown it: where to send to, and when it runs next. */
export function showTrigger(trigger: Trigger, { apiUrl, agentDomain }: Entrances, now: Date): ShownTrigger {
  const { triggerId, agentId, name, trusted, paused, version } = trigger;
  const shown = { triggerId, agentId, name, trusted, paused, version };
  switch (trigger.type) {
    case 'webhook':
      return { ...shown, type: 'webhook', url: `${apiUrl}/hooks/${triggerId}` };
    case 'email': {
      const { localPart, senders, allowUnauthenticated } = trigger;
      const address = `${localPart}@${agentDomain}`;
      return { ...shown, type: 'email', localPart, senders, allowUnauthenticated, address };
    }
    case 'schedule': {
      const { expression, timeZone, task } = trigger;
      return { ...shown, type: 'schedule', expression, timeZone, task, nextRuns: paused ? [] : nextOf(trigger, now) };
    }
    case 'event':
      return { ...shown, type: 'event', pattern: JSON.parse(trigger.pattern) };
  }
}

function nextOf({ expression, timeZone, startsAt }: ScheduleTrigger, now: Date): string[] {
  const clock = { timeZone, startsAt: new Date(startsAt) };
  return nextRuns(readScheduleExpression(expression), clock, now, SHOWN_RUNS).map((run) => run.toISOString());
}
