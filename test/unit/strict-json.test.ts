import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonRefusal, parseStrictJson } from '#shared/action/strict-json.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON that two readers would read in two ways', () => {
  const REFUSED: [text: string, reason: JsonRefusal, position: number][] = [
    ['{"to":"a","to":"b"}', 'duplicate_key', 10],
    ['{"to":"a","\\u0074o":"b"}', 'duplicate_key', 10],
    ['{"a":{"b":1,"c":2,"b":3}}', 'duplicate_key', 18],
    ['{"amount":9007199254740992}', 'unsafe_integer', 10],
    ['[-9007199254740993]', 'unsafe_integer', 1],
    ['12345678901234567890', 'unsafe_integer', 0],
    ['1e21', 'unsafe_integer', 0],
    ['1e400', 'inexact_number', 0],
    ['[1,-1e999]', 'inexact_number', 3],
    ['1e-400', 'inexact_number', 0],
    ['0.1000000000000000055511151231257827', 'inexact_number', 0],
    ['1.00000000000000000001', 'inexact_number', 0],
    ['9007199254740990.5', 'inexact_number', 0],
    ['"\\ud800"', 'lone_surrogate', 0],
    ['{"\\udc00":1}', 'lone_surrogate', 1],
    ['["a","\\ude00\\ud83d"]', 'lone_surrogate', 5],
    ['"\ud800"', 'lone_surrogate', 0],
    ['{"__proto__":{"admin":true}}', 'forbidden_key', 1],
    ['{"\\u005f_proto__":1}', 'forbidden_key', 1],
    ['{"constructor":{"prototype":{}}}', 'forbidden_key', 1],
    [nested(65), 'too_deep', 64],
    ['[{"a":'.repeat(33), 'too_deep', 6 * 32],
  ];
  it.each(REFUSED)('%s is refused as %s at %i', (text, reason, position) => {
    expect(parseStrictJson(text)).toEqual({ ok: false, reason, position });
  });

  const NOT_JSON = ['', ' ', '{', '[1,]', '{"a":1,}', '{a:1}', "'a'", '01', '+1', '.5', '1.', '1e', 'NaN', 'Infinity'];
  it.each([
    ...NOT_JSON,
    'undefined',
    'truex',
    '1 2',
    '"\t"',
    '"\\x41"',
    '"\\u12"',
    '\ufeff1',
    '\u00a01',
    '[1',
    '{"a"}',
  ])('%j is no JSON', (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(parseStrictJson(text)).toMatchObject({ ok: false, reason: 'not_json' });
  });
});

describe('JSON that every reader reads alike', () => {
  it.each([
    ...[
      '{"a":[1,-2.5e3,true,false,null,"x"]}',
      ' [ ] ',
      '{ }',
      '-0',
      '1.10',
      '100e-2',
      '0.30000000000000004',
      '5e-324',
      '1.25E-7',
    ],
    ...['9007199254740991', '17976931348.62', '"\\ud83d\\ude00"', '"\\u0000\\n/\\/"', '{"":{"":0}}', '0e999'],
    ...['{"constructor":"McLaren","prototype":1}', '{"toString":1,"hasOwnProperty":2}', nested(64), '"\u2028"'],
  ])('%s', (text) => {
    expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it('is read as JSON.parse reads it, whatever it is', () => {
    const safe = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(safe, (text) => {
        const read = parseStrictJson(text);
        if (read.ok) expect(read.value).toEqual(JSON.parse(text));
        else expect(read.reason).not.toBe('not_json');
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('accepts no text that JSON.parse refuses, and calls nothing "no JSON" that it takes', () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '1', '-', '.', 'e', '0', 'true', 'nul', ' ', '\n'];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (it) => {
        const read = parseStrictJson(it);
        if (read.ok) expect(read.value).toEqual(JSON.parse(it));
        else if (read.reason === 'not_json') expect(() => JSON.parse(it)).toThrow();
      }),
      { numRuns: 5_000, seed: 2 },
    );
  });

  it('is read when it is one string of 256 KB, escapes and all', () => {
    const text = JSON.stringify('\n"\u0001é'.repeat(40_000));
    expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });
});

describe('JSON of senders that are not ours', () => {
  const read = (text: string) => parseStrictJson(text, { roundFractions: true });

  it.each(['0.10000000000000001', '59.329323000000001', '1.0000000000000000001', '-1e-7'])(
    'may hold the fraction %s, which all read as the nearest double',
    (text) => {
      expect(read(text)).toEqual({ ok: true, value: Number(text) });
    },
  );

  it.each([
    ['12345678901234567890', 'unsafe_integer'],
    ['1e400', 'inexact_number'],
    ['1e-400', 'inexact_number'],
    ['{"a":1,"a":2}', 'duplicate_key'],
    ['{"__proto__":1}', 'forbidden_key'],
    ['"\\ud800"', 'lone_surrogate'],
  ])('may not hold %s', (text, reason) => {
    expect(read(text)).toMatchObject({ ok: false, reason });
  });
});
