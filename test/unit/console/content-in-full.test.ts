import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentFields } from '../../../functions/console/web/approvals/content-fields.ts';
import { sentenceOf, targetOf } from '../../../functions/console/web/approvals/sentence.ts';

const email = { to: ['dana@customer.example'], subject: 'Invoice 1043', text: 'Hello' };

describe('the fields of the card', () => {
  it('are all keys of the content, known or not', async () => {
    const known = ['to', 'cc', 'bcc', 'replyTo', 'subject', 'text', 'html', 'attachments', 'inReplyTo', 'references'];
    const key = fc.oneof(fc.constantFrom(...known), fc.string());
    const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.jsonValue());
    await fc.assert(
      fc.property(
        fc.constantFrom('send_email', 'constructor', 'make_call'),
        fc.dictionary(key, value),
        (what, content) => {
          const fields = contentFields(what, content);
          expect(fields.map((field) => field.key).toSorted()).toEqual(Object.keys(content).toSorted());
        },
      ),
    );
  });

  it('hold the whole value of a field that is understood', () => {
    const content = { ...email, bcc: ['a@b.example', 'c@d.example'] };
    expect(contentFields('send_email', content).map(({ key, values }) => [key, values])).toEqual([
      ['to', ['dana@customer.example']],
      ['bcc', ['a@b.example', 'c@d.example']],
      ['subject', ['Invoice 1043']],
      ['text', ['Hello']],
    ]);
  });

  it.each([
    ['an unknown key', { ...email, priority: 'high' }, 'priority', '"high"'],
    ['a known key of another type', { ...email, text: { html: '<b>' } }, 'text', '{\n  "html": "<b>"\n}'],
    ['a list with something else in it', { ...email, cc: ['a@b.example', 7] }, 'cc', '[\n  "a@b.example",\n  7\n]'],
  ])('flag %s as not understood and show it as stored', (_, content, key, shown) => {
    const field = contentFields('send_email', content).find((one) => one.key === key);
    expect(field).toMatchObject({ kind: 'unknown', values: [shown] });
  });
});

describe('a file of an email', () => {
  const file = {
    ...{ name: 'Terms.pdf', contentType: 'application/pdf', size: 12_345, sha256: 'a'.repeat(64) },
    ...{ key: 'agents/agt_1/terms.pdf', versionId: 'v1' },
  };
  const fieldOf = (attachments: unknown) => contentFields('send_email', { ...email, attachments }).at(-1);

  it('is shown by all that is approved of it', () => {
    const lines = ['Terms.pdf', 'application/pdf, 12,345 bytes', `sha256 ${'a'.repeat(64)}`];
    expect(fieldOf([file, { ...file, name: 'b.pdf' }])).toEqual({
      ...{ key: 'attachments', label: 'Attachments', kind: 'files' },
      values: [
        [...lines, 'stored as agents/agt_1/terms.pdf', 'version v1'].join('\n'),
        ['b.pdf', ...lines.slice(1), 'stored as agents/agt_1/terms.pdf', 'version v1'].join('\n'),
      ],
    });
  });

  it.each([
    ['has more to it', { ...file, disposition: 'inline' }],
    ['lacks a part', { name: 'Terms.pdf' }],
    ['has a name of two lines', { ...file, name: 'Terms.pdf\ntext/plain, 1 bytes' }],
    ['has a size that is no number', { ...file, size: '12' }],
    ['is no object', 'Terms.pdf'],
  ])('is flagged as not understood when it %s', (_, odd) => {
    expect(fieldOf([file, odd])).toMatchObject({ kind: 'unknown', values: [JSON.stringify([file, odd], null, 2)] });
  });
});

describe('the rest of an email', () => {
  it('is shown in full: the source of its HTML, and the thread that it is put into', () => {
    const html = '<p>Hello</p>\n<img src="https://evil.example/x">';
    const fields = contentFields('send_email', {
      ...email,
      html,
      inReplyTo: '<1@a.b>',
      references: ['<0@a.b>', '<1@a.b>'],
    });
    expect(fields.slice(3).map(({ key, kind, values }) => [key, kind, ...values])).toEqual([
      ['html', 'text', html],
      ['inReplyTo', 'line', '<1@a.b>'],
      ['references', 'ids', '<0@a.b>', '<1@a.b>'],
    ]);
  });

  it.each([
    [1, 'a file'],
    [2, '2 files'],
  ])('is counted in the sentence where it is %i of them', (count, words) => {
    const file = { name: 'a.pdf', contentType: 'a/b', size: 1, sha256: 'a', key: 'agents/a/b', versionId: 'v' };
    const content = { ...email, attachments: Array(count).fill(file) };
    expect(sentenceOf('send_email', content)).toBe(
      `Send an email to dana@customer.example: “Invoice 1043”, with ${words}`,
    );
  });

  it('names nobody whom it reaches', () => {
    const content = { ...email, inReplyTo: '<eve@evil.example>', references: ['<eve@evil.example>'] };
    expect(targetOf('send_email', content)).toBe('To dana@customer.example');
    expect(sentenceOf('send_email', content)).toBe('Send an email to dana@customer.example: “Invoice 1043”');
  });
});

describe('what is not an email', () => {
  const request = { method: 'POST', url: 'https://shop.example/', headers: { 'x-a': 'b', 'x-c': '{{secret:SHOP}}' } };

  it('is shown in full: headers a line each, JSON as it is', () => {
    const fields = contentFields('http_request', { ...request, json: { b: [1] } });
    expect(fields.map(({ key, kind, values }) => [key, kind, ...values])).toEqual([
      ['method', 'line', 'POST'],
      ['url', 'line', 'https://shop.example/'],
      ['headers', 'text', 'x-a: b\nx-c: {{secret:SHOP}}'],
      ['json', 'text', '{\n  "b": [\n    1\n  ]\n}'],
    ]);
  });

  it.each([{ a: 'b\nx: c' }, { 'a: b': 'c' }, { a: 7 }, ['a'], 'a: b', null])(
    'has headers that could be read in two ways flagged: %j',
    (headers) => {
      const field = contentFields('http_request', { ...request, headers }).find(({ key }) => key === 'headers');
      expect(field?.kind).toBe('unknown');
    },
  );
});

describe('the sentence of what would happen', () => {
  it.each([
    [email, 'Send an email to dana@customer.example: “Invoice 1043”'],
    [{ ...email, cc: ['b@b.example'] }, 'Send an email to dana@customer.example and b@b.example: “Invoice 1043”'],
    [
      { ...email, cc: ['b@b.example', 'c@c.example'], bcc: ['d@d.example'] },
      'Send an email to dana@customer.example and 2 more, with a hidden copy: “Invoice 1043”',
    ],
    [{ to: ['dana@customer.example'] }, 'Send an email to dana@customer.example, without a subject'],
    [undefined, 'The stored content cannot be read'],
  ])('is made from %o', (content, sentence) => {
    expect(sentenceOf('send_email', content)).toBe(sentence);
  });

  it.each([
    ['send_sms', { to: '+46701740605', text: 'Hi' }, 'Send a text message to +46701740605: “Hi”', 'To +46701740605'],
    ['make_call', { to: '+46701740605', text: 'Hi' }, 'Call +46701740605 and say: “Hi”', 'To +46701740605'],
    [
      ...['http_request', { method: 'PUT', url: 'https://shop.example/a?b' }],
      ...['Send a PUT request to https://shop.example/a?b', 'PUT shop.example'],
    ],
    ['use_tool', { tool: 'refund', input: {} }, 'Use the tool “refund”', 'Tool refund'],
    [
      'use_tool',
      { tool: 'refund', input: { amount: 49, order: { id: '7002' }, to: 'card', why: 'late' } },
      'Use the tool “refund” with amount “49”, order.id “7002”, to “card”, and 1 more',
      'Tool refund',
    ],
  ] as [string, Record<string, unknown>, string, string][])('of %s is made from %o', (what, content, says, target) => {
    expect([sentenceOf(what, content), targetOf(what, content)]).toEqual([says, target]);
  });

  it('is cut where a text is long, since that stands in full below', () => {
    expect(sentenceOf('send_sms', { to: '+1', text: '😀'.repeat(1_600) })).toBe(
      `Send a text message to +1: “${'😀'.repeat(120)}…”`,
    );
  });

  it('says of a capability that it does not know that it does not', () => {
    expect(sentenceOf('launch', { what: 1 })).toBe('Use “launch”, which this page does not understand');
  });

  it('counts hidden copies among those reached, and not where answers go', () => {
    const content = { ...email, bcc: ['d@d.example', 'e@e.example'], replyTo: ['f@f.example'] };
    expect(targetOf('send_email', content)).toBe('To dana@customer.example and 2 more');
  });
});
