import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputEntries } from '../../../functions/console/web/approvals/input-entries.ts';

describe('the input of a tool, field by field', () => {
  it('names what lies inside by its path', () => {
    const input = {
      order: '7003',
      customer: { name: 'Dana' },
      lines: [{ amount: 4 }, { amount: 5 }],
      gift: false,
      tags: [],
    };
    expect(inputEntries(JSON.stringify(input))).toEqual([
      { path: 'order', text: '7003' },
      { path: 'customer.name', text: 'Dana' },
      { path: 'lines[0].amount', text: '4' },
      { path: 'lines[1].amount', text: '5' },
      { path: 'gift', text: 'false' },
      { path: 'tags', text: '[]' },
    ]);
  });

  it('quotes a key that could be taken for a path', () => {
    expect(inputEntries('{"a.b":"1","a":{"b":"2"}}')).toEqual([
      { path: '"a.b"', text: '1' },
      { path: 'a.b', text: '2' },
    ]);
  });

  it('leaves the JSON alone where there is nothing to name, or too much', () => {
    expect(inputEntries('[1]')).toBeUndefined();
    expect(inputEntries('{}')).toBeUndefined();
    expect(
      inputEntries(JSON.stringify(Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`f${at}`, at])))),
    ).toBeUndefined();
  });

  it('says every value, each under a name of its own', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 8 }), (input) => {
        const entries = inputEntries(JSON.stringify(input));
        if (!entries) return;
        expect(new Set(entries.map(({ path }) => path)).size).toBe(entries.length);
        const said = entries.map(({ text }) => text);
        for (const leaf of leaves(JSON.parse(JSON.stringify(input)))) expect(said).toContain(leaf);
      }),
    );
  });
});

function leaves(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [typeof value === 'string' ? value : JSON.stringify(value)];
  return Object.values(value).flatMap(leaves);
}
