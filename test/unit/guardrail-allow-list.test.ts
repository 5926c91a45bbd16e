import { describe, expect, it } from 'vitest';
import { compileEmailAllowList, EmailEntry, isListed } from '#shared/guardrail/email-allow-list.ts';

function lists(entries: string[], address: string): boolean {
  const domain = address.slice(address.indexOf('@') + 1);
  return isListed(compileEmailAllowList(entries), { comparable: address, domain });
}

describe('an entry of the allow-list', () => {
  it.each([
    ['dana@acme.example', 'dana@acme.example', true],
    ['Dana@ACME.example', 'dana@acme.example', true],
    ['dana@acme.example', 'dana+x@acme.example', false],
    ['dana@acme.example', 'dan@acme.example', false],
    ['dana@acme.example', 'dana@mail.acme.example', false],
    ['acme.example', 'anybody@acme.example', true],
    ['ACME.example', 'anybody@acme.example', true],
    ['acme.example', 'anybody@mail.acme.example', false],
    ['acme.example', 'anybody@notacme.example', false],
    ['acme.example', 'anybody@acme.example.evil.example', false],
    ['*.acme.example', 'anybody@mail.acme.example', true],
    ['*.acme.example', 'anybody@a.b.acme.example', true],
    ['*.acme.example', 'anybody@acme.example', false],
    ['*.acme.example', 'anybody@evilacme.example', false],
    ['müller.example', 'anybody@xn--mller-kva.example', true],
    ['xn--mller-kva.example', 'anybody@xn--mller-kva.example', true],
    [' acme.example ', 'anybody@acme.example', true],
  ])('%s against %s: %s', (entry, address, expected) => {
    expect(lists([entry], address)).toBe(expected);
  });

  it.each([
    '',
    '*',
    '*.',
    'acme',
    '*.example.',
    '*@acme.example',
    'dana@',
    '@acme.example',
    'a@b.example, c@d.example',
  ])('"%s" cannot be saved', (entry) => {
    expect(EmailEntry.safeParse(entry).success).toBe(false);
  });

  it.each(['https://acme.example', 'acme.example/path', 'acme.example?x', 'acme.example#x', '%61cme.example'])(
    '"%s" is a URL and not a domain, and cannot be saved',
    (entry) => {
      expect(EmailEntry.safeParse(entry).success).toBe(false);
    },
  );
});

describe('a stored list with an entry that can no longer be read', () => {
  it('lists nobody because of it', () => {
    expect(lists(['*', ''], 'anybody@acme.example')).toBe(false);
  });
});

describe('an empty list', () => {
  it('lists nobody', () => {
    expect(lists([], 'dana@acme.example')).toBe(false);
  });
});
