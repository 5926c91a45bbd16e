import { describe, expect, it } from 'vitest';
import { asciiDomain, readRecipient } from '#shared/guardrail/email-address.ts';

describe('an address that can be read in one way only', () => {
  it.each([
    ['dana@acme.example', 'dana@acme.example'],
    ['Dana@ACME.Example', 'Dana@acme.example'],
    ['Dana Doe <dana@acme.example>', 'dana@acme.example'],
    ['"Doe, Dana" <dana@acme.example>', 'dana@acme.example'],
    ['dana+news@acme.example', 'dana+news@acme.example'],
    ['dana(home)@acme.example', 'dana@acme.example'],
    ['dana@müller.example', 'dana@xn--mller-kva.example'],
    ['dana@ａｃｍｅ.example', 'dana@acme.example'],
  ])('%s is read as %s', (text, address) => {
    expect(readRecipient(text)).toMatchObject({ readable: true, address, comparable: address.toLowerCase() });
  });

  it('a display name that looks like an address does not count', () => {
    expect(readRecipient('"dana@acme.example" <eve@evil.example>')).toMatchObject({ address: 'eve@evil.example' });
  });

  it('a look-alike domain shows as punycode', () => {
    expect(readRecipient('dana@\u0430cme.example')).toMatchObject({ address: 'dana@xn--cme-5cd.example' });
  });
});

describe('what cannot be read, or not in one way only', () => {
  it.each([
    ['nothing', ''],
    ['no domain', 'dana'],
    ['one label', 'dana@localhost'],
    ['an address literal', 'dana@[127.0.0.1]'],
    ['a number as top level', 'dana@127.0.0.1'],
    ['a trailing dot', 'dana@acme.example.'],
    ['two dots', 'dana..x@acme.example'],
    ['two addresses', 'dana@acme.example, eve@evil.example'],
    ['two addresses with a semicolon', 'dana@acme.example; eve@evil.example'],
    ['two signs', 'dana@acme.example@evil.example'],
    ['a group', 'friends: dana@acme.example;'],
    ['a group of two', 'friends: dana@acme.example, eve@evil.example;'],
    ['a quoted local part with a blank', '"dana doe"@acme.example'],
    ['a quoted local part that hides an address', '"dana@acme.example,"@evil.example'],
    ['a Cyrillic local part', '\u0430dana@acme.example'],
    ['a full-width at sign', 'dana\uff20acme.example'],
    ['a route by a percent sign', 'eve%evil.example@acme.example'],
    ['a route by an exclamation mark', 'evil.example!eve@acme.example'],
    ['an underscore in the domain', 'dana@ac_me.example'],
    ['a label that begins with a hyphen', 'dana@-acme.example'],
    ['a wildcard', 'dana@*.acme.example'],
    ['a port', 'dana@acme.example:25'],
    ['a backslash', 'dana@acme.example\\evil.example'],
    ['a local part over 64 characters', `${'d'.repeat(65)}@acme.example`],
    ['an address after the brackets', '<dana@acme.example> eve@evil.example'],
  ])('%s is not an address', (_, text) => {
    expect(readRecipient(text)).toEqual({ readable: false, why: 'not_an_address' });
  });

  it.each([
    ['a zero-width space', 'da\u200bna@acme.example'],
    ['a soft hyphen', 'dana@ac\u00adme.example'],
    ['a right-to-left override', 'dana@acme.example\u202e'],
    ['an isolate', '\u2066dana@acme.example'],
    ['a tag character', 'dana\u{e0041}@acme.example'],
    ['a variation selector', 'dana\ufe0f@acme.example'],
    ['a Hangul filler', 'dana\u3164@acme.example'],
    ['a Braille blank', 'dana\u2800@acme.example'],
    ['a no-break space', 'dana\u00a0@acme.example'],
    ['a line separator', 'dana@acme.example\u2028'],
    ['a tab', 'Dana\t<dana@acme.example>'],
    ['a line break', 'dana@acme.example\r\nBcc: eve@evil.example'],
    ['a NUL', 'dana@acme.example\u0000'],
    ['half a surrogate pair', 'dana\ud800@acme.example'],
    ['a hidden character in the display name', 'Da\u200bna <dana@acme.example>'],
  ])('%s is a hidden character', (_, text) => {
    expect(readRecipient(text)).toEqual({ readable: false, why: 'hidden_character' });
  });
});

describe('an address that two mail systems read in two ways', () => {
  // An encoded-word in a local part is decoded by some mail systems, which then deliver to the address inside it.
  it.each(['=?utf-8?q?eve=40evil.example=3e?=@acme.example', '=?utf-8?b?ZXZlQGV2aWwuZXhhbXBsZT4=?=@acme.example'])(
    'the encoded-word %s is not an address',
    (text) => {
      expect(readRecipient(text)).toMatchObject({ readable: false });
    },
  );

  // A URL parser ends the host there; a mail system takes the whole, and asks another name server.
  it.each(['dana@acme.example/.evil.example', 'dana@acme.example#.evil.example', 'dana@acme.example?.evil.example'])(
    'the domain of %s is not cut off at a sign that only URLs know',
    (text) => {
      expect(readRecipient(text)).toMatchObject({ readable: false });
    },
  );

  it('a percent-encoded domain is not decoded as in a URL', () => {
    expect(readRecipient('dana@%61cme.example')).toMatchObject({ readable: false });
  });
});

describe('a domain', () => {
  it.each(['', 'acme', 'acme..example', 'acme.example.', ' ', 'acme.1', `${'a'.repeat(64)}.example`])(
    '"%s" is none',
    (domain) => {
      expect(asciiDomain(domain)).toBeUndefined();
    },
  );

  it('is compared in lower-case ASCII', () => {
    expect(asciiDomain('MÜLLER.Example')).toBe('xn--mller-kva.example');
  });
});
