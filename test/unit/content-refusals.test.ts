import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openContent, readContent, summarise } from '#shared/action/content.ts';
import { anEmail, sealedEmail } from '../support/builders.ts';

const many = (count: number) => Array.from({ length: count }, (_, i) => `p${i}@acme.example`);

describe('what an agent may not ask for', () => {
  it.each([
    ['nobody in to', { to: [] }],
    ['no to', { to: undefined }],
    ['to as text', { to: 'dana@acme.example' }],
    ['an empty recipient', { to: [''] }],
    ['a recipient over 320 characters', { to: [`${'d'.repeat(320)}@acme.example`] }],
    ['11 recipients in to', { to: many(11) }],
    ['11 recipients over three fields', { to: many(4), cc: many(4), bcc: many(3) }],
    ['two addresses for the answer', { replyTo: many(2) }],
    ['no subject', { subject: '' }],
    ['a subject over 250 characters', { subject: 's'.repeat(251) }],
    ['a line break in the subject', { subject: 'Hello\r\nBcc: eve@evil.example' }],
    ['a bare line feed in the subject', { subject: 'Hello\nthere' }],
    ['a NUL in the subject', { subject: 'Hello\u0000' }],
    ['a C1 control in the subject', { subject: 'Hello\u0085' }],
    ['no text', { text: '' }],
    ['a text over 100,000 characters', { text: 't'.repeat(100_001) }],
    ['a field that does not exist', { priority: 'high' }],
    ['headers of its own', { headers: { Bcc: 'eve@evil.example' } }],
    ['half a surrogate pair in the text', { text: 'Hello \ud83d' }],
    ['half a surrogate pair in the subject', { subject: 'Hello \ude00' }],
    ['half a surrogate pair in a recipient', { cc: ['\ud800@acme.example'] }],
  ])('%s', (_, over) => {
    expect(() => readContent('send_email', anEmail(over))).toThrow(z.ZodError);
  });

  it.each(['=?utf-8?b?UGF5IHRoaXM=?=', 'Re: =?utf-8?q?pay now?='])(
    'an encoded-word as subject, which is shown as one text and read as another: %s',
    (subject) => {
      expect(() => readContent('send_email', anEmail({ subject }))).toThrow(z.ZodError);
    },
  );

  it('control characters in the text, which are not shown and swell what is stored sixfold', () => {
    expect(() => readContent('send_email', anEmail({ text: 'Hello\u0000' }))).toThrow(z.ZodError);
  });

  it.each([null, undefined, 'text', 7, []])('%j instead of an email', (input) => {
    expect(() => readContent('send_email', input)).toThrow(z.ZodError);
  });

  it('a prototype smuggled in as a field', () => {
    const input = JSON.parse(
      '{"to":["dana@acme.example"],"subject":"s","text":"t","__proto__":{"bcc":["eve@evil.example"]}}',
    );
    expect(() => readContent('send_email', input)).toThrow(z.ZodError);
  });
});

describe('the largest content that is taken', () => {
  it.each([
    ['10 recipients', { to: many(4), cc: many(3), bcc: many(3) }],
    ['a subject of 250 characters', { subject: 's'.repeat(250) }],
    ['line breaks and tabs in the text', { text: 'a\r\n\tb\n' }],
  ])('%s', (_, over) => {
    expect(() => readContent('send_email', anEmail(over))).not.toThrow();
  });

  it.each(['t', '漢', '"', '\n', '\\'])('100,000 times %j stays under the 400 KB of an item', (char) => {
    const { canonical } = sealedEmail({ text: char.repeat(100_000) });
    expect(Buffer.byteLength(canonical)).toBeLessThan(390_000);
  });
});

describe('stored content that is not what was sealed', () => {
  const { canonical } = sealedEmail();
  const input = JSON.parse(canonical);

  it.each([
    ['damaged', canonical.slice(1)],
    ['not JSON', ''],
    ['another kind of JSON', '[]'],
    ['spaced', ` ${canonical}`],
    ['in another order', JSON.stringify({ text: input.text, to: input.to, subject: input.subject })],
    ['escaped where it need not be', canonical.replace('invoice', '\\u0069nvoice')],
    ['with a key twice', canonical.replace('{', '{"subject":"Something else",')],
    ['with a field that nobody is shown', JSON.stringify({ attachments: [], ...input })],
    ['with a prototype', canonical.replace('{', '{"__proto__":{},')],
    ['without a text', JSON.stringify({ subject: input.subject, to: input.to })],
    ['with too many recipients', JSON.stringify({ ...input, to: many(11) })],
  ])('%s: cannot be opened', (_, stored) => {
    expect(() => openContent('send_email', stored)).toThrow();
  });

  // The guardrail reads `Name <address>` as the address; what is sent must be that very address.
  it('with a recipient that is not a bare address: cannot be opened', () => {
    const stored = canonical.replace('dana@acme.example', 'Dana <dana@acme.example>');
    expect(() => openContent('send_email', stored)).toThrow();
  });
});

describe('the one line that lists show', () => {
  it.each([
    [{}, 'Email to dana@acme.example: Your invoice'],
    [{ cc: ['b@acme.example'], bcc: ['c@acme.example'] }, 'Email to dana@acme.example and 2 more: Your invoice'],
  ])('%j', (over, line) => {
    expect(summarise(readContent('send_email', anEmail(over)))).toBe(line);
  });

  it('is cut at 200 characters, and not through one', () => {
    for (const before of ['', 'a']) {
      const line = summarise(readContent('send_email', anEmail({ subject: before + '😀'.repeat(120) })));
      expect(line.length).toBeLessThanOrEqual(200);
      expect(line.isWellFormed()).toBe(true);
    }
  });
});
