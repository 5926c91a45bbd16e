import { expect, it } from 'vitest';
import { topOf } from '../../../functions/console/web/activity/top-of.ts';

it.each([
  [0, 2],
  [1, 2],
  [3, 4],
  [10, 10],
  [11, 20],
  [99, 100],
  [101, 200],
  [1_000, 1_000],
])('a chart of at most %i ends at %i', (most, top) => {
  expect(topOf(most)).toBe(top);
});
