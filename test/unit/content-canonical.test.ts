import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, openContent, readContent, sealContent } from '#shared/action/content.ts';
import { anEmail, readEmail, sealedEmail } from '../support/builders.ts';

/** Text that JSON writers like to disagree on. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom('é', 'e\u0301', '"\\/', '😀', '\u2028', 'a\r\n\tb'),
  )
  .filter((given) => !/(?![\t\r\n])\p{Cc}/u.test(given));
const oneLine = text.filter((line) => !/\p{Cc}/u.test(line));
const address = fc.constantFrom(
  'dana@acme.example',
  'Dana <dana@acme.example>',
  'not an address',
  'dana@müller.example',
);
const email = fc.record(
  {
    ...{ to: fc.array(address, { minLength: 1, maxLength: 3 }), cc: fc.array(address, { maxLength: 2 }) },
    ...{ bcc: fc.array(address, { maxLength: 2 }), replyTo: fc.array(address, { maxLength: 1 }) },
    ...{ subject: oneLine, text },
  },
  { requiredKeys: ['to', 'subject', 'text'] },
);

function reversedKeys(record: object): object {
  return Object.fromEntries(Object.entries(record).reverse());
}

describe('the canonical form of content', () => {
  it('is the same however the agent ordered its fields', () => {
    const property = fc.property(email, (input) => {
      const one = sealContent('agt_1', readContent('send_email', input));
      expect(sealContent('agt_1', readContent('send_email', reversedKeys(input)))).toEqual(one);
    });
    fc.assert(property);
  });

  it('stays what it is when it is read back and sealed again', () => {
    const property = fc.property(email, (input) => {
      const { canonical, hash } = sealContent('agt_1', readContent('send_email', input));
      const opened = openContent('send_email', canonical);
      expect(sealContent('agt_1', opened)).toEqual({ canonical, hash });
      expect(sealContent('agt_1', readContent('send_email', opened.input))).toEqual({ canonical, hash });
      expect(hashOf('agt_1', 'send_email', canonical)).toBe(hash);
    });
    fc.assert(property);
  });

  it('sorts its keys, so that it is the same on every machine', () => {
    expect(sealedEmail({ cc: ['b@acme.example'] }).canonical).toBe(
      '{"cc":["b@acme.example"],"subject":"Your invoice","text":"It is attached.","to":["dana@acme.example"]}',
    );
  });

  it('has no place for empty lists of recipients, which mean the same as none', () => {
    expect(sealedEmail({ cc: [], bcc: [], replyTo: [] })).toEqual(sealedEmail());
  });

  it('keeps an address that cannot be read as it was given, for people to see', () => {
    const { input } = readEmail(anEmail({ to: ['Dana at acme', 'Dana <Dana@ACME.example>'] }));
    expect(input.to).toEqual(['Dana at acme', 'Dana@acme.example']);
  });
});

describe('the hash of content', () => {
  const { canonical, hash } = sealedEmail();

  it('is 64 hex digits, the same at every computation', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf('agt_1', 'send_email', canonical)).toBe(hash);
  });

  it('is another for another agent', () => {
    expect(hashOf('agt_2', 'send_email', canonical)).not.toBe(hash);
  });

  it('is another for another capability', () => {
    expect(hashOf('agt_1', 'send_sms', canonical)).not.toBe(hash);
  });

  it.each([
    ['to', { to: ['eve@evil.example'] }],
    ['cc', { cc: ['eve@evil.example'] }],
    ['bcc', { bcc: ['eve@evil.example'] }],
    ['replyTo', { replyTo: ['eve@evil.example'] }],
    ['subject', { subject: 'Your invoice ' }],
    ['text', { text: 'It is attached' }],
    ['a decomposed letter', { text: 'It is attache\u0301d.' }],
    ['a zero-width space', { text: 'It is attached.\u200b' }],
  ])('is another when %s differs', (_, over) => {
    expect(sealedEmail(over).hash).not.toBe(hash);
  });

  it('tells the same person in bcc from cc, and one order from another', () => {
    const someone = ['b@acme.example'];
    const both = ['b@acme.example', 'c@acme.example'];
    expect(sealedEmail({ cc: someone }).hash).not.toBe(sealedEmail({ bcc: someone }).hash);
    expect(sealedEmail({ to: both }).hash).not.toBe(sealedEmail({ to: both.toReversed() }).hash);
  });
});
