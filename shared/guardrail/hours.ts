import * as z from 'zod';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
type Day = (typeof DAYS)[number];

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** `09:30`; `24:00` is the end of the day. */
const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time as 09:30, or 24:00.');

const Window = z
  .strictObject({ days: z.array(z.enum(DAYS)).min(1).max(7), from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from < to, 'A window ends later than it begins; one over midnight is two windows.');

export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'Write a time zone of the IANA list, like Europe/Stockholm.');

/** When a capability may be used: windows of each week by the clock on a wall in that time zone, and what holds outside. */
export const Hours = z.strictObject({
  timeZone: TimeZone,
  windows: z.array(Window).min(1).max(50),
  outside: z.enum(['ask', 'block']),
});
export type Hours = z.infer<typeof Hours>;

/** Whether a time lies in a window: `from` belongs to it, `to` does not. An hour that a clock shows twice counts twice. */
export function isOpen({ timeZone, windows }: Hours, at: Date): boolean {
  const { day, minute } = onTheWall(timeZone, at);
  return windows.some(({ days, from, to }) => {
    return days.includes(day) && minutesOf(from) <= minute && minute < minutesOf(to);
  });
}

/**
 * When the next window begins, or `at` itself inside one. Where the clock skips that minute, the first one after it.
 */
export function nextOpening(hours: Hours, at: Date): Date {
  if (isOpen(hours, at)) return at;
  const { day, minute } = onTheWall(hours.timeZone, at);
  const now = DAYS.indexOf(day) * DAY_MINUTES + minute;
  const openings = hours.windows.flatMap(({ days, from }) =>
    days.map((each) => (DAYS.indexOf(each) * DAY_MINUTES + minutesOf(from)) % WEEK_MINUTES),
  );
  const ahead = Math.min(...openings.map((opening) => (opening - now + WEEK_MINUTES) % WEEK_MINUTES || WEEK_MINUTES));
  const wholeMinute = Math.floor(at.getTime() / 60_000) * 60_000;
  const landed = new Date(wholeMinute + ahead * 60_000);
  return withoutClockChange(hours.timeZone, landed, (now + ahead) % WEEK_MINUTES);
}

/** A clock that was put forward or back on the way shows another time than was aimed at: goes there by that difference. */
function withoutClockChange(timeZone: string, landed: Date, aimed: number): Date {
  const { day, minute } = onTheWall(timeZone, landed);
  const off = (DAYS.indexOf(day) * DAY_MINUTES + minute - aimed + 1.5 * WEEK_MINUTES) % WEEK_MINUTES;
  const corrected = new Date(landed.getTime() - (off - WEEK_MINUTES / 2) * 60_000);
  const shown = onTheWall(timeZone, corrected);
  return DAYS.indexOf(shown.day) * DAY_MINUTES + shown.minute === aimed ? corrected : landed;
}

/** Date, day and minute as the clock on a wall there shows them. */
export function onTheWall(timeZone: string, at: Date): { date: string; day: Day; minute: number } {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
  const weekday = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay();
  return {
    date: `${year}-${month}-${day}`,
    day: DAYS[weekday] ?? 'sun',
    minute: Number(hour) * 60 + Number(minute),
  };
}

/** Making one takes a thousand times as long as asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const KEPT_CLOCKS = 100;

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const digits = '2-digit';
  const made = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: digits, day: digits, hour: digits, minute: digits },
  });
  if (clocks.size >= KEPT_CLOCKS) clocks.clear();
  clocks.set(timeZone, made);
  return made;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** By its name in the list: an offset like `+01:00` knows no summer, so it is none. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
