import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddities, textParts } from '../../../functions/console/web/ui/text-parts.ts';

const whole = (text: string, multiline = false) =>
  textParts(text, { multiline })
    .map((part) => part.text)
    .join('');

describe('text that is not what it seems', () => {
  it.each([
    ['right-to-left override', '\u202e', '⟨U+202E⟩'],
    ['zero-width space', '\u200b', '⟨U+200B⟩'],
    ['zero-width joiner', '\u200d', '⟨U+200D⟩'],
    ['soft hyphen', '\u00ad', '⟨U+00AD⟩'],
    ['no-break space', '\u00a0', '⟨U+00A0⟩'],
    ['line separator', '\u2028', '⟨U+2028⟩'],
    ['paragraph separator', '\u2029', '⟨U+2029⟩'],
    ['blank braille pattern', '\u2800', '⟨U+2800⟩'],
    ['Hangul filler', '\u3164', '⟨U+3164⟩'],
    ['half-width Hangul filler', '\uffa0', '⟨U+FFA0⟩'],
    ['byte order mark', '\ufeff', '⟨U+FEFF⟩'],
    ['variation selector', '\ufe0f', '⟨U+FE0F⟩'],
    ['tag character', '\u{e0041}', '⟨U+E0041⟩'],
    ['carriage return', '\r', '⟨U+000D⟩'],
    ['escape', '\u001b', '⟨U+001B⟩'],
    ['lone surrogate', '\ud800', '⟨U+D800⟩'],
    ['private use', '\ue000', '⟨U+E000⟩'],
  ])('spells out a %s', (_, character, spelled) => {
    expect(textParts(`a${character}b`, { multiline: true })).toEqual([
      { kind: 'plain', text: 'a' },
      { kind: 'hidden', text: spelled },
      { kind: 'plain', text: 'b' },
    ]);
  });

  it('leaves line breaks and tabs in a text, and spells them out in a line', () => {
    expect(whole('a\n\tb', true)).toBe('a\n\tb');
    expect(whole('a\n\tb')).toBe('a⟨U+000A⟩⟨U+0009⟩b');
  });

  it('marks a word of mixed alphabets, and no word of one', () => {
    expect(textParts('at pаypal now')).toEqual([
      { kind: 'plain', text: 'at ' },
      { kind: 'mixed', text: 'pаypal' },
      { kind: 'plain', text: ' now' },
    ]);
    expect(oddities(textParts('Привет Dana, naïve Ωmega'.replace('Ωmega', 'Ωμέγα')))).toEqual({ hidden: 0, mixed: 0 });
  });

  it('shows every other character as it is and in its place', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parts = textParts(text, { multiline: true });
        const back = parts.map(({ kind, text: part }) =>
          kind === 'hidden' ? String.fromCodePoint(Number.parseInt(part.slice(3, -1), 16)) : part,
        );
        expect(back.join('')).toBe(text);
        expect(whole(text, true)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u00ad\u2028\u2800]/);
      }),
    );
  });
});
