import { Cron } from 'croner';
import { type CronFields, readCronFields } from './cron-fields.ts';

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** More than that, and a rate of a day overflows what a date can hold. */
const LONGEST_RATE = 100_000;

/** When a schedule runs, once its expression was read. */
export type ScheduleExpression =
  | { kind: 'rate'; intervalMs: number }
  /** Local time, in the time zone of the schedule. */
  | { kind: 'at'; local: string }
  | ({ kind: 'cron' } & CronFields);

/**
 * Reads `rate(5 minutes)`, `at(2026-11-28T10:30:00)` or `cron(0 9 ? * MON-FRI *)`.
 * @throws Error that says what is wrong, for a person
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function readScheduleExpression(expression: string): ScheduleExpression {
  const [, kind, inner = ''] = /^(rate|at|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return { kind, intervalMs: readRate(inner) };
  if (kind === 'at') return { kind, local: readLocalTime(inner) };
  if (kind === 'cron') return { kind, ...readCron(inner) };
  throw new Error('Write rate(5 minutes), at(2026-12-24T18:00:00) or cron(0 9 ? * MON-FRI *).');
}

function readRate(text: string): number {
  const [, value, unit = ''] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(text) ?? [];
  const times = Number(value);
  if (times <= LONGEST_RATE) return times * (UNIT_MS[unit] ?? Number.NaN);
  throw new Error('Write rate(n minutes), rate(n hours) or rate(n days), with n from 1 to 100000.');
}

function readLocalTime(text: string): string {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text);
  const read = new Date(`${text}Z`);
  // A date that does not exist, such as 30 February, comes back as another one.
  if (isTime && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text)) return text;
  throw new Error('Write at(yyyy-mm-ddThh:mm:ss), without a zone: the schedule has its own.');
}

function readCron(text: string): CronFields {
  const fields = readCronFields(text);
  try {
    new Cron(fields.pattern, { mode: '7-part', paused: true });
  } catch (cause) {
    throw new Error('The next runs of this cron(…) cannot be computed here, so it is not taken.', { cause });
  }
  return fields;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets are read too, and EventBridge Scheduler takes names only.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
