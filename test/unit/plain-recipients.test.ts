import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecipient, readRecipient } from '#shared/guardrail/email-address.ts';

const ATOM = [...'abcxyz019#$&\'*+/=?^_`{|}~-.!%@" <>()[]:;,\\ABÅ\u200b'];
const DOMAIN = [...'abcxn019-.ABå_@'];
const text = (of: string[], max: number) =>
  fc.array(fc.constantFrom(...of), { maxLength: max }).map((all) => all.join(''));
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);

describe('an address that is read without the parser', () => {
  it('is read as the parser reads it, whatever it is made of', () => {
    const odd = fc.tuple(text(ATOM, 70), text(DOMAIN, 40)).map(([local, domain]) => `${local}@${domain}`);
    fc.assert(
      fc.property(odd, (address) => void expect(readRecipient(address)).toEqual(parseRecipient(address))),
      { numRuns: 3_000 },
    );
  });

  it('is read as the parser reads it, where it looks plain', () => {
    const local = fc.stringMatching(/^[a-z0-9#$&'*+/=?^_`{|}~-]{1,12}(\.[a-z0-9=?+-]{1,8}){0,2}$/);
    const plain = fc
      .tuple(local, fc.array(label, { minLength: 1, maxLength: 4 }))
      .map(([name, labels]) => `${name}@${labels.join('.')}`);
    fc.assert(
      fc.property(plain, (address) => void expect(readRecipient(address)).toEqual(parseRecipient(address))),
      { numRuns: 3_000 },
    );
  });

  it.each([
    'a@xn--mller-kva.example',
    '=?utf-8?q?x?=@a.example',
    `${'a'.repeat(65)}@a.example`,
    'a@1.2.3.4',
    'a@a.0x7f',
  ])('is not taken for plain: %s', (address) => expect(readRecipient(address)).toEqual(parseRecipient(address)));
});
