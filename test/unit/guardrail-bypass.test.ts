import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecipient } from '#shared/guardrail/email-address.ts';
import { judgeEmail } from '#shared/guardrail/judge-email.ts';
import { anEmail, readEmail } from '../support/builders.ts';

const FIELDS = ['to', 'cc', 'bcc', 'replyTo'] as const;
const LISTED = 'dana@acme.example';
const REAL = 'eve@evil.example';
const SETTINGS = {
  enabled: true,
  notifyAgentDefault: false,
  approversNeeded: 1 as const,
  guardrail: {
    ...{ restrict: true as const, inside: 'allow' as const, outside: 'ask' as const },
    allowList: [LISTED, 'partner.example', '*.corp.example'],
  },
};

function verdictOf(recipient: string, field: (typeof FIELDS)[number] = 'to') {
  return judgeEmail(SETTINGS, { to: [LISTED], [field]: [recipient] }, { tainted: false }).verdict;
}

const anyField = fc.constantFrom(...FIELDS);
const listedLooking = fc.constantFrom(LISTED, 'x@partner.example', 'x@a.corp.example', 'acme.example', 'Dana');
const hidden = fc.constantFrom(
  ...['\u200b', '\u200d', '\u00ad', '\u202e', '\u2066', '\ufeff', '\u2060', '\u180e', '\u3164', '\u2800', '\u{e0061}'],
  ...['\u0000', '\r\n', '\u2028', '\u00a0', '\ufe0f', '\u034f'],
);

/** Ways to dress up the address of somebody who is not listed as one who is. */
const dressed = fc
  .tuple(
    listedLooking,
    fc.constantFrom(REAL, REAL.toUpperCase(), 'dana@evil.example', 'dana@acme.example.evil.example'),
  )
  .chain(([looks, real]) =>
    fc.constantFrom(
      ...[real, ` ${real} `, `<${real}>`, `"${looks}" <${real}>`, `${looks} <${real}>`, `'${looks}' <${real}>`],
      ...[`(${looks}) ${real}`, `${real} (${looks})`, `=?utf-8?q?${looks.replace('@', '=40')}?= <${real}>`],
      ...[`"${looks}\\" <${looks}>" <${real}>`, `${looks}, ${real}`, `${real}, ${looks}`, `${looks}; ${real}`],
      ...[`${real} ${looks}`, `${looks}: ${real};`, `group: ${looks}, ${real};`, `<${looks}> <${real}>`, `${real}.`],
      ...[
        `<${looks}>${real}`,
        `<@${looks}:${real}>`,
        `"${looks}"@evil.example`,
        `${looks}@evil.example`,
        `${real}/${looks}`,
      ],
      ...[
        `${real}#${looks}`,
        `${real}?${looks}`,
        `${real}\\${looks}`,
        `${looks}\\@evil.example`,
        `mailto:${real}?to=${looks}`,
      ],
    ),
  );

const otherCase = fc
  .tuple(fc.constantFrom(REAL, 'dana+x@acme.example', 'dan@acme.example'), fc.array(fc.boolean()))
  .map(([text, upper]) => [...text].map((char, i) => (upper[i] ? char.toUpperCase() : char)).join(''));

/** Letters that look like, or fold to, those of the listed domain, one of them at least put in its place. */
const lookAlike = fc
  .tuple(fc.constantFrom('а', 'е', 'ⅽ', 'ｍ', 'ä', 'ѐ', '0', 'rn', 'ı'), fc.nat({ max: 3 }))
  .map(([char, i]) => `dana@${'acme'.slice(0, i)}${char}${'acme'.slice(i + 1)}.example`);

describe('no way of writing a recipient who is not listed lets an email through', () => {
  it('however the address is dressed up', () => {
    const property = fc.property(dressed, anyField, (text, field) => {
      expect(verdictOf(text, field)).not.toBe('allow');
    });
    fc.assert(property);
  });

  it('in any case, with a plus-tag, or one letter short', () => {
    const property = fc.property(otherCase, anyField, (text, field) => {
      expect(verdictOf(text, field)).not.toBe('allow');
    });
    fc.assert(property);
  });

  it('with a hidden character anywhere, even in an address that is listed', () => {
    const property = fc.property(hidden, fc.nat({ max: LISTED.length }), anyField, (char, i, field) => {
      const text = LISTED.slice(0, i) + char + LISTED.slice(i);
      expect(verdictOf(text, field)).toBe('block');
    });
    fc.assert(property);
  });

  it('with a look-alike letter: allowed is only what is written to the listed address itself', () => {
    const property = fc.property(lookAlike, (text) => {
      const read = readRecipient(text);
      if (read.readable && read.comparable === LISTED) return;
      expect(verdictOf(text)).not.toBe('allow');
    });
    fc.assert(property);
  });

  it('with trailing dots', () => {
    for (const dots of ['.', '..', '。', '．']) expect(verdictOf(`${REAL}${dots}`)).not.toBe('allow');
  });
});

describe('what is judged is what is sent', () => {
  it('whatever text is given: an allowed one is stored as a listed address and nothing more', () => {
    const part = fc.constantFrom(
      LISTED,
      REAL,
      '<',
      '>',
      '"',
      ',',
      ';',
      ':',
      '(',
      ')',
      '@',
      ' ',
      '.',
      '/',
      '#',
      '?',
      '%61',
      '=',
    );
    const text = fc.oneof(
      dressed,
      otherCase,
      lookAlike,
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
    );
    const property = fc.property(text, (recipient) => {
      if (recipient === '' || !recipient.isWellFormed()) return;
      const { input } = readEmail(anEmail({ to: [recipient] }));
      if (judgeEmail(SETTINGS, input, { tainted: false }).verdict !== 'allow') return;
      expect(input.to[0]?.toLowerCase()).toMatch(/^(dana@acme\.example|[^@<>, ]+@(partner|[a-z.]+\.corp)\.example)$/);
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});
