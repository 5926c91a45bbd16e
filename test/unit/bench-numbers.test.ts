import { describe, expect, it } from 'vitest';
import { dollarsPerMillion, PRICES, total } from '../bench/cost/prices.ts';
import { showTables } from '../bench/show-tables.ts';
import { ratios, summarise } from '../bench/statistics.ts';
import { number, spread, table } from '../bench/table.ts';

describe('rounds', () => {
  it.each([
    [[3, 1, 2], { median: 2, min: 1, max: 3 }],
    [[4, 1, 2, 3], { median: 2.5, min: 1, max: 4 }],
    [[7], { median: 7, min: 7, max: 7 }],
  ])('%j are summed up by their median and ends', (values, summary) => expect(summarise(values)).toEqual(summary));

  it('of none there is nothing to say', () => expect(() => summarise([])).toThrow('at least one round'));

  it('are compared one by one, so that a slow moment of the machine counts for neither', () => {
    expect(ratios([2, 40], [1, 20])).toEqual({ median: 2, min: 2, max: 2 });
    expect(() => ratios([1], [1, 2])).toThrow('one by one');
  });
});

describe('prices', () => {
  it('are for a million times, the dearest first', () => {
    const parts = dollarsPerMillion({ readUnit: 8, writeUnit: 16 });
    expect(parts).toEqual([
      { of: 'writeUnit', dollars: expect.closeTo(10) },
      { of: 'readUnit', dollars: expect.closeTo(1) },
    ]);
    expect(total(parts)).toBeCloseTo(11);
  });

  it('each name their source', () => {
    for (const { source } of Object.values(PRICES)) expect(source).toMatch(/^aws\.amazon\.com\/\S+/);
  });
});

describe('tables', () => {
  it('show numbers as people read them', () => {
    expect([number(1234.5), number(12.34), number(0.123)]).toEqual(['1,235', '12.3', '0.12']);
    expect(spread({ median: 2, min: 1, max: 3 })).toBe('2.00 (1.00–3.00)');
    expect(table(['Who', 'ms'], [['we', 1]])).toBe('| Who | ms |\n| --- | ---: |\n| we | 1 |');
  });

  it('stand between their marks in the document, and have a place there', () => {
    const document = 'a\n<!-- bench: x -->\nold\n<!-- end -->\nz';
    expect(showTables(document, { x: 'new' })).toBe('a\n<!-- bench: x -->\n\nnew\n\n<!-- end -->\nz');
    expect(() => showTables(document, { y: 'new' })).toThrow('no place');
  });
});
