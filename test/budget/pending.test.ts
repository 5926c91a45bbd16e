import { expect, it } from 'vitest';
import { isFlat, measurePending, printPending } from './measure-pending.ts';

it('a page of the list and a decision cost the same with 10, 1,000 and 10,000 pending', async () => {
  const measured = await measurePending([10, 1_000, 10_000]);
  process.stdout.write(`${printPending(measured)}\n`);
  expect(measured.map(({ listed }) => listed)).toEqual([10, 25, 25]);
  expect(isFlat(measured)).toBe(true);
});
