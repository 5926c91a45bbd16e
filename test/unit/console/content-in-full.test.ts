import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentFields } from '../../../functions/console/web/content-fields.ts';
import { sentenceOf, targetOf } from '../../../functions/console/web/sentence.ts';

const email = { to: ['dana@customer.example'], subject: 'Invoice 1043', text: 'Hello' };

describe('the fields of the card', () => {
  it('are all keys of the content, known or not', async () => {
    const key = fc.oneof(fc.constantFrom('to', 'cc', 'bcc', 'replyTo', 'subject', 'text'), fc.string());
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

  it('says of a capability that it does not know that it does not', () => {
    expect(sentenceOf('launch', { what: 1 })).toBe('Use “launch”, which this page does not understand');
  });

  it('counts hidden copies among those reached, and not where answers go', () => {
    const content = { ...email, bcc: ['d@d.example', 'e@e.example'], replyTo: ['f@f.example'] };
    expect(targetOf('send_email', content)).toBe('To dana@customer.example and 2 more');
  });
});
