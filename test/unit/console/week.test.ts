import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, DAYS, openIn, paint } from '../../../functions/console/web/agents/week.ts';
import { Hours } from '../../../shared/guardrail/hours.ts';

const OFFICE = { days: DAYS.slice(0, 5), from: '09:00', to: '17:00' };

describe('hours of the week, opened and closed in a grid', () => {
  it('are one window where days have the same times', () => {
    expect(paint([OFFICE], between({ day: 5, hour: 9 }, { day: 5, hour: 16 }), true)).toEqual([
      { days: DAYS.slice(0, 6), from: '09:00', to: '17:00' },
    ]);
  });

  it('leave a gap where one in the middle is closed', () => {
    expect(paint([{ ...OFFICE, days: ['mon'] }], [{ day: 0, hour: 12 }], false)).toEqual([
      { days: ['mon'], from: '09:00', to: '12:00' },
      { days: ['mon'], from: '13:00', to: '17:00' },
    ]);
  });

  it('keep the minutes of what is not touched, and fill an hour that was partly open', () => {
    const half = [{ days: ['tue'], from: '08:30', to: '10:15' }];
    expect([8, 9, 10].map((hour) => openIn(half, { day: 1, hour }))).toEqual(['some', 'all', 'some']);
    expect(paint(half, [{ day: 1, hour: 10 }], true)).toEqual([{ days: ['tue'], from: '08:30', to: '11:00' }]);
    expect(paint(half, [{ day: 1, hour: 10 }], false)).toEqual([{ days: ['tue'], from: '08:30', to: '10:00' }]);
  });

  it('end at 24:00 at the end of a day', () => {
    expect(paint([], [{ day: 6, hour: 23 }], true)).toEqual([{ days: ['sun'], from: '23:00', to: '24:00' }]);
  });

  it('are open where they were opened and nowhere else, as settings that the API takes', () => {
    const cell = fc.record({ day: fc.integer({ min: 0, max: 6 }), hour: fc.integer({ min: 0, max: 23 }) });
    const strokes = fc.array(fc.tuple(cell, cell, fc.boolean()), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(strokes, (all) => {
        const open = new Set<string>();
        let windows = paint([], [], true);
        for (const [one, other, on] of all) {
          const cells = between(one, other);
          windows = paint(windows, cells, on);
          for (const { day, hour } of cells) open[on ? 'add' : 'delete'](`${day} ${hour}`);
        }
        for (const { day, hour } of between({ day: 0, hour: 0 }, { day: 6, hour: 23 }))
          expect(openIn(windows, { day, hour })).toBe(open.has(`${day} ${hour}`) ? 'all' : 'none');
        if (windows.length > 0) Hours.parse({ timeZone: 'Europe/Stockholm', windows, outside: 'ask' });
      }),
    );
  });
});
