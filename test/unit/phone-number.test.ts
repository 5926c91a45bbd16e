import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhone } from '#shared/guardrail/phone-number.ts';

describe('a number that can be read', () => {
  it.each([
    ['+46701740605', '+46701740605'],
    ['+46 70-174 06 05', '+46701740605'],
    ['+46 (0)70 174 06 05', '+46701740605'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+1 (206) 555-0100', '+12065550100'],
    ['+1.206.555.0100', '+12065550100'],
    ['+1 206\u2011555\u20130100', '+12065550100'],
    ['+39 06 1234 5678', '+390612345678'],
    ['+54 9 11 2345-6789', '+5491123456789'],
  ])('%s is %s', (text, address) => {
    expect(readPhone(text)).toEqual({ readable: true, address });
  });
});

describe('a number that cannot be read', () => {
  it.each([
    ['without a country', '070 174 06 05'],
    ['with an international prefix instead of +', '0046701740605'],
    ['with an extension', '+46701740605;ext=5'],
    ['with an extension in words', '+46701740605 x5'],
    ['with digits to press after the call is answered', '+46701740605,,5'],
    ['with a hash', '+12065550100#5'],
    ['as a link', 'tel:+46701740605'],
    ['as a word', '+1 800 FLOWERS'],
    ['in full-width digits', '+４６７０１７４０６０５'],
    ['with a full-width plus', '＋46701740605'],
    ['in Arabic digits', '+٤٦٧٠١٧٤٠٦٠٥'],
    ['two in one', '+46701740605, +12065550100'],
    ['two in one, by a slash', '+46701740605/+12065550100'],
    ['too short for its country', '+1206555010'],
    ['too long for its country', '+120655501001'],
    ['of no country', '+999123456'],
    ['a short code', '72345'],
    ['with two plus signs', '++46701740605'],
    ['with its plus in brackets', '(+46)701740605'],
    ['with a line break', '+46701740605\n'],
    ['nothing', ''],
    ['only a plus', '+'],
    ['with digits that a country drops or moves (Argentina)', '+54 0 11 15 2345 6789'],
    ['with a trunk prefix that is not a zero (Hungary)', '+36 06 20 123 4567'],
    ['with two zeros to leave out, one at each reading', '+46 00 701740605'],
    ['very long', `+46701740605${' '.repeat(60)}`],
  ])('%s', (_, text) => {
    expect(readPhone(text).readable).toBe(false);
  });

  it.each([
    '\u200b',
    '\u202e',
    '\u2066',
    '\u00ad',
    '\ufeff',
    '\u00a0',
    '\u202f',
    '\t',
    '\u0000',
    '\u{e0031}',
    '\ud800',
  ])('with the hidden character %j', (hidden) => {
    expect(readPhone(`+4670${hidden}1740605`)).toEqual({ readable: false, why: 'hidden_character' });
  });
});

describe('what is read', () => {
  const separator = fc.constantFrom(
    '',
    ' ',
    '-',
    '.',
    '/',
    '(',
    ')',
    '(0)',
    '0',
    '\u2011',
    ' x',
    ';ext=',
    ',',
    '#',
    '+',
  );
  const real = fc.constantFrom('+46701740605', '+442079460958', '+12065550100', '+390612345678', '+5491123456789');
  const spread = fc
    .tuple(real, fc.array(fc.tuple(fc.integer({ min: 1, max: 13 }), separator), { maxLength: 3 }))
    .map(([number, inserts]) =>
      inserts.reduce<string>((text, [at, what]) => text.slice(0, at) + what + text.slice(at), number),
    );
  const anyText = fc.oneof(spread, fc.string({ unit: 'binary' }), fc.stringMatching(/^\+[0-9 ()./-]{5,20}$/));
  const readable = (check: (text: string, address: string) => void) => {
    let count = 0;
    const property = fc.property(anyText, (text) => {
      const read = readPhone(text);
      if (!read.readable) return;
      count++;
      check(text, read.address);
    });
    fc.assert(property, { numRuns: 2_000 });
    expect(count).toBeGreaterThan(100);
  };

  it('is always E.164, and reads the same again', () => {
    readable((_, address) => {
      expect(address).toMatch(/^\+[1-9][0-9]{1,14}$/);
      expect(readPhone(address)).toEqual({ readable: true, address });
    });
  });

  it('has the digits that were written, in their order, but for one zero that is not dialled from abroad', () => {
    readable((text, address) => {
      const dialled = address.slice(1);
      const withZero = [1, 2, 3].map((at) => `${dialled.slice(0, at)}0${dialled.slice(at)}`);
      expect([dialled, ...withZero]).toContain(text.replaceAll(/\D/g, ''));
    });
  });
});
