import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hours, isOpen, nextOpening } from '#shared/guardrail/hours.ts';

const HOUR = 3_600_000;
const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** The n-th Sunday of a month, or its last, at an hour of UTC: what the law of each place says, written down by hand. */
function sunday(year: number, month: number, which: number | 'last', hour: number): number {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day =
    which === 'last'
      ? days - new Date(Date.UTC(year, month, days)).getUTCDay()
      : 1 + ((7 - first) % 7) + 7 * (which - 1);
  return Date.UTC(year, month, day, hour);
}

/** Offsets from UTC in minutes, without Intl: northern and southern summers, half an hour of it, and odd offsets. */
const ZONES: Record<string, (at: number, year: number) => number> = {
  UTC: () => 0,
  'Europe/Stockholm': (at, year) => (at >= sunday(year, 2, 'last', 1) && at < sunday(year, 9, 'last', 1) ? 120 : 60),
  'America/New_York': (at, year) => (at >= sunday(year, 2, 2, 7) && at < sunday(year, 10, 1, 6) ? -240 : -300),
  'Asia/Kathmandu': () => 345,
  'Australia/Lord_Howe': (at, year) =>
    // 2:00 of 10:30 standard, and of 11:00 summer: 15:30 and 15:00 of UTC the day before.
    at >= sunday(year, 9, 1, 0) - 8.5 * HOUR || at < sunday(year, 3, 1, 0) - 9 * HOUR ? 660 : 630,
};

function openByHand({ windows, timeZone }: Hours, at: Date): boolean {
  const offset = ZONES[timeZone]?.(at.getTime(), at.getUTCFullYear()) ?? 0;
  const wall = new Date(at.getTime() + offset * 60_000);
  const time = wall.toISOString().slice(11, 16);
  const day = NAMES[wall.getUTCDay()] ?? 'sun';
  return windows.some(({ days, from, to }) => days.includes(day) && from <= time && time < to);
}

const time = fc.integer({ min: 0, max: 24 * 60 }).map((minutes) => {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
});
const aWindow = fc
  .record({ days: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }), one: time, other: time })
  .filter(({ one, other }) => one !== other)
  .map(({ days, one, other }) => ({ days, from: one < other ? one : other, to: one < other ? other : one }));
const hours = fc
  .record({
    timeZone: fc.constantFrom(...Object.keys(ZONES)),
    windows: fc.array(aWindow, { minLength: 1, maxLength: 4 }),
    outside: fc.constantFrom('ask' as const, 'block' as const),
  })
  .map((settings) => Hours.parse(settings));

/** Mostly around the changes of clocks. */
const moment = fc
  .oneof(
    fc.integer({ min: Date.UTC(2026, 0, 2), max: Date.UTC(2027, 11, 30) }),
    fc
      .tuple(
        fc.constantFrom(
          ...[sunday(2026, 2, 'last', 1), sunday(2026, 9, 'last', 1), sunday(2026, 2, 2, 7), sunday(2026, 10, 1, 6)],
          ...[sunday(2026, 3, 1, 0) - 9 * HOUR, sunday(2026, 9, 1, 0) - 8.5 * HOUR],
        ),
        fc.integer({ min: -26 * HOUR, max: 26 * HOUR }),
      )
      .map(([change, off]) => change + off),
  )
  .map((milliseconds) => new Date(milliseconds));

describe('weekly hours', () => {
  it('are open when a computation by hand says so, over changes of the clock', () => {
    fc.assert(
      fc.property(hours, moment, (settings, at) => isOpen(settings, at) === openByHand(settings, at)),
      {
        numRuns: 3_000,
      },
    );
  });

  it('begin again at a time that is open, within a week and a day, and not long after one that was', () => {
    fc.assert(
      fc.property(hours, moment, (settings, at) => {
        const opening = nextOpening(settings, at);
        expect(opening.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(opening.getTime() - at.getTime()).toBeLessThanOrEqual(8 * 24 * HOUR);
        // A window that is skipped by the clock in whole is looked for again at the time that this gives.
        expect(isOpen(settings, opening) || opening > at).toBe(true);
      }),
    );
  });

  it('are those of the place: 9:00 in Stockholm is an hour earlier in summer', () => {
    const office = Hours.parse({
      ...{ timeZone: 'Europe/Stockholm', outside: 'block' },
      windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
    });
    expect(nextOpening(office, new Date('2026-03-27T18:00:00Z'))).toEqual(new Date('2026-03-30T07:00:00Z'));
    expect(nextOpening(office, new Date('2026-10-23T18:00:00Z'))).toEqual(new Date('2026-10-26T08:00:00Z'));
    expect(isOpen(office, new Date('2026-03-30T15:00:00Z'))).toBe(false);
  });

  it.each([
    ['an offset, which knows no summer', { timeZone: '+01:00' }],
    ['a place that is none', { timeZone: 'Europe/Atlantis' }],
    ['a window over midnight', { windows: [{ days: ['mon'], from: '22:00', to: '06:00' }] }],
    ['no window', { windows: [] }],
    ['an hour that is none', { windows: [{ days: ['mon'], from: '9:00', to: '25:00' }] }],
  ])('are refused with %s', (_, over) => {
    const usual = { timeZone: 'UTC', windows: [{ days: ['mon'], from: '09:00', to: '17:00' }], outside: 'ask' };
    expect(Hours.safeParse(usual).success).toBe(true);
    expect(Hours.safeParse({ ...usual, ...over }).success).toBe(false);
  });
});
