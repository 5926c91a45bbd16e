import { Cron } from 'croner';
import type { CronFields } from './cron-fields.ts';
import type { ScheduleExpression } from './schedule-expression.ts';

type Clock = {
  /** IANA name. */
  timeZone: string;
  /** When a rate began to count. */
  startsAt: Date;
};

/** The next moments at which a schedule runs, all after `after`; fewer where it has no more. */
export function nextRuns(expression: ScheduleExpression, clock: Clock, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  let from: Date | undefined = after;
  while (from && runs.length < count) {
    from = nextRun(expression, clock, from);
    if (from) runs.push(from);
  }
  return runs;
}

/** The next one, or undefined where it has run for the last time. */
export function nextRun(expression: ScheduleExpression, clock: Clock, after: Date): Date | undefined {
  switch (expression.kind) {
    case 'rate':
      return nextOfRate(expression.intervalMs, clock.startsAt, after);
    case 'at': {
      const at = new Cron(expression.local, { timezone: clock.timeZone, paused: true }).nextRun(new Date(0));
      return at && at > after ? at : undefined;
    }
    case 'cron':
      return nextOfCron(expression, clock.timeZone, after);
  }
}

function nextOfRate(intervalMs: number, startsAt: Date, after: Date): Date {
  const passed = Math.max(0, Math.floor((after.getTime() - startsAt.getTime()) / intervalMs));
  return new Date(startsAt.getTime() + (passed + 1) * intervalMs);
}

/** How many times in a row may fall into the hour that a clock skips in spring: every minute of it. */
const SKIPPED = 120;

/**
 * EventBridge Scheduler skips a time that does not exist, where Croner runs right after the gap; of a time that comes
 * twice, both run at the first.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
function nextOfCron({ pattern, minutes, hours }: CronFields, timeZone: string, after: Date): Date | undefined {
  const cron = new Cron(pattern, { mode: '7-part', timezone: timeZone, fixedTimeRule: 'no-wildcard', paused: true });
  const local = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  let next = cron.nextRun(after);
  for (let tries = 0; next && tries < SKIPPED; tries++) {
    const parts = Object.fromEntries(local.formatToParts(next).map(({ type, value }) => [type, Number(value)]));
    if (hours.has(parts.hour ?? Number.NaN) && minutes.has(parts.minute ?? Number.NaN)) return next;
    next = cron.nextRun(next);
  }
  return next ?? undefined;
}
