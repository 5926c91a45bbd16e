import { describe, expect, it } from 'vitest';
import { repeatAgainAt } from '#shared/events/repeat-after.ts';
import { at, NOW } from '../support/builders.ts';

describe('what was not heard of', () => {
  it('is left alone for two minutes, since its event may be under way', () => {
    expect(repeatAgainAt(at(-1.9), NOW)).toBeUndefined();
    expect(repeatAgainAt(at(-2), NOW)).toBe(at(2));
  });

  it('is said again after twice the time, and every hour in the end', () => {
    const said: number[] = [];
    for (let minute = 0; minute <= 24 * 60; minute++) {
      const next = said.at(-1);
      const looksAgain = next === undefined ? 0 : Math.min(2 * next, next + 60);
      if (minute >= looksAgain && repeatAgainAt(at(-minute), NOW)) said.push(minute);
    }
    expect(said.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 64, 124]);
    expect(said).toHaveLength(28);
    expect(repeatAgainAt(at(-50), NOW)).toBe(at(50));
    expect(repeatAgainAt(at(-60 * 24 * 30), NOW)).toBe(at(60));
  });
});
