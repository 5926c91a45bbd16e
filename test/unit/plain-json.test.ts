import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf } from '#shared/action/plain-json.ts';
import { parseStrictJson } from '#shared/action/strict-json.ts';

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

describe('what a model gave to a tool, as its client parsed it', () => {
  it.each([
    ['half a surrogate pair', { text: 'a\ud83d' }],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['a whole number that has lost digits', { amount: JSON.parse('12345678901234567890') }],
    ['a number that is none', { amount: Number.NaN }],
    ['an endless number', [Number.POSITIVE_INFINITY]],
    ['a prototype', JSON.parse('{"a":{"__proto__":{"to":["eve@evil.example"]}}}')],
    ['a prototype by the constructor', JSON.parse('{"constructor":{"prototype":{}}}')],
    ['65 lists in each other', deep(65)],
    ['10,000 lists in each other', deep(5_000)],
    ['what has no JSON form', { at: new Date(0) }],
    ['a function', { toJSON: () => 1 }],
    ['a large integer of its own type', 10n],
  ])('is refused with %s', (_, value) => {
    expect(problemOf(value)).toMatch(/\.$/);
  });

  it.each([
    ['64 lists in each other', deep(64)],
    ['the largest whole number', Number.MAX_SAFE_INTEGER],
    ['an emoji', '😀'],
    ['a field that is not given', { cc: undefined }],
    ['a constructor that is a word', { constructor: 'Acme' }],
  ])('is taken with %s', (_, value) => {
    expect(problemOf(value)).toBeUndefined();
  });

  it('is taken whenever the text of it is', () => {
    for (const text of fc.sample(fc.json({ maxDepth: 2 }), { numRuns: 100, seed: 1 })) {
      if (parseStrictJson(text).ok) expect(problemOf(JSON.parse(text)), text).toBeUndefined();
    }
  });
});
