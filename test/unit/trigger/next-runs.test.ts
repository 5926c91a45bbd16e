import { describe, expect, it } from 'vitest';
import { nextRuns } from '../../../shared/trigger/next-runs.ts';
import { isTimeZone, readScheduleExpression } from '../../../shared/trigger/schedule-expression.ts';

const START = new Date('2026-11-23T10:00:00.000Z'); // A Monday.

function runs(expression: string, { timeZone = 'UTC', after = START, count = 3 } = {}) {
  return nextRuns(readScheduleExpression(expression), { timeZone, startsAt: START }, after, count).map((run) =>
    run.toISOString().replace(':00.000Z', 'Z'),
  );
}

describe('the next runs of a schedule', () => {
  it.each([
    ['rate(5 minutes)', ['2026-11-23T10:05Z', '2026-11-23T10:10Z', '2026-11-23T10:15Z']],
    ['rate(1 day)', ['2026-11-24T10:00Z', '2026-11-25T10:00Z', '2026-11-26T10:00Z']],
    ['cron(0 9 ? * MON-FRI *)', ['2026-11-24T09:00Z', '2026-11-25T09:00Z', '2026-11-26T09:00Z']],
    ['cron(0/20 10 ? * 2 *)', ['2026-11-23T10:20Z', '2026-11-23T10:40Z', '2026-11-30T10:00Z']],
    ['cron(30 8 L * ? *)', ['2026-11-30T08:30Z', '2026-12-31T08:30Z', '2027-01-31T08:30Z']],
    ['cron(0 8 15W * ? *)', ['2026-12-15T08:00Z', '2027-01-15T08:00Z', '2027-02-15T08:00Z']],
    ['cron(0 8 ? * 6L *)', ['2026-11-27T08:00Z', '2026-12-25T08:00Z', '2027-01-29T08:00Z']],
    ['cron(0 8 ? * FRI#2 *)', ['2026-12-11T08:00Z', '2027-01-08T08:00Z', '2027-02-12T08:00Z']],
    ['cron(0 8 ? * L *)', ['2026-11-28T08:00Z', '2026-12-05T08:00Z', '2026-12-12T08:00Z']],
    ['cron(15,45 */12 1 JAN,JUL ? 2027)', ['2027-01-01T00:15Z', '2027-01-01T00:45Z', '2027-01-01T12:15Z']],
    ['cron(0 0 ? * SUN,SAT *)', ['2026-11-28T00:00Z', '2026-11-29T00:00Z', '2026-12-05T00:00Z']],
    ['cron(0 9 1 1 ? 2025)', []],
    ['at(2026-12-24T18:00:00)', ['2026-12-24T18:00Z']],
    ['at(2026-11-23T09:59:00)', []],
  ])('%s', (expression, expected) => expect(runs(expression)).toEqual(expected));

  it('are read in the time zone of the schedule', () => {
    const timeZone = 'Europe/Stockholm';
    expect(runs('cron(0 9 ? * MON-FRI *)', { timeZone, count: 1 })).toEqual(['2026-11-24T08:00Z']);
    expect(runs('at(2026-12-24T18:00:00)', { timeZone })).toEqual(['2026-12-24T17:00Z']);
  });

  it('leave out an hour that the clock skips in spring, and do not repeat one that comes twice in autumn', () => {
    const timeZone = 'Europe/Stockholm';
    const spring = { timeZone, after: new Date('2027-03-27T00:00:00Z'), count: 2 };
    expect(runs('cron(30 2 * * ? *)', spring)).toEqual(['2027-03-27T01:30Z', '2027-03-29T00:30Z']);
    const autumn = { timeZone, after: new Date('2027-10-31T00:00:00Z'), count: 2 };
    expect(runs('cron(30 2 * * ? *)', autumn)).toEqual(['2027-10-31T00:30Z', '2027-11-01T01:30Z']);
  });
});

describe('an expression that cannot be shown', () => {
  it.each([
    ['every day', /Write rate/],
    ['rate(0 minutes)', /Write rate/],
    ['rate(5 seconds)', /Write rate/],
    ['rate(999999 days)', /Write rate/],
    ['at(2026-02-30T10:00:00)', /Write at/],
    ['at(2026-12-24T18:00:00Z)', /Write at/],
    ['cron(0 9 * * *)', /six fields/],
    ['cron(0 9 * * * *)', /Write \?/],
    ['cron(0 9 ? * ? *)', /Write \?/],
    ['cron(60 9 * * ? *)', /minutes/],
    ['cron(0 24 * * ? *)', /hours/],
    ['cron(0 9 32 * ? *)', /day of month/],
    ['cron(0 9 ? * 0 *)', /day of week/],
    ['cron(0 9 ? * 6#6 *)', /day of week/],
    ['cron(0 9 ? * FRI-MON *)', /backwards/],
    ['cron(0 9 LW * ? *)', /day of month/],
    ['cron(? 9 * * ? *)', /minutes/],
    ['cron(0 9 * * ? 1969)', /year/],
    ['cron(0/0 9 * * ? *)', /minutes/],
  ])('%s is refused in words', (expression, words) => {
    expect(() => readScheduleExpression(expression)).toThrow(words);
  });

  it.each(['Mars/Olympus', '+02:00', ''])('the time zone "%s" is refused', (name) =>
    expect(isTimeZone(name)).toBe(false),
  );
});
