import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContent } from '#shared/action/content.ts';
import { toSesMessage } from '../../functions/execution/executors/ses-message.ts';
import { anEmail, readEmail } from '../support/builders.ts';

/** Tells our own mail when it comes back. */
const OWN = { Name: 'X-Countersign-Agent', Value: 'agt_1' };

const read = (over: Record<string, unknown>) => readContent('send_email', anEmail(over));
const headersOf = (over: Record<string, unknown>) =>
  toSesMessage(readEmail(anEmail(over)).input, { sender: 'agents@a.example', agentId: 'agt_1', agentName: 'Billing' })
    .Content?.Simple?.Headers;

describe('the thread that an email is put into', () => {
  it('is told by its headers, oldest first', () => {
    const references = ['<0.a@customer.example>', '<CAF+b=c_9w$@mail.gmail.com>', '<x@[127.0.0.1]>'];
    expect(headersOf({ inReplyTo: '<x@[127.0.0.1]>', references })).toEqual([
      OWN,
      { Name: 'Auto-Submitted', Value: 'auto-generated' },
      { Name: 'In-Reply-To', Value: '<x@[127.0.0.1]>' },
      { Name: 'References', Value: references.join(' ') },
    ]);
  });

  it('is none without them', () => {
    expect(headersOf({ references: [] })).toEqual([OWN, { Name: 'Auto-Submitted', Value: 'auto-generated' }]);
  });

  it.each([
    ['1@a.example'],
    ['<1@a.example'],
    ['<>'],
    ['<1>'],
    ['<@a.example>'],
    ['<1@>'],
    ['<a..b@a.example>'],
    ['<.a@a.example>'],
    ['<1@a.example.>'],
    ['<1@a.example> <2@a.example>'],
    ['<1@a.example>\r\nBcc: eve@evil.example'],
    ['<1\r\n @a.example>'],
    ['<1@a.example>\u0000'],
    [' <1@a.example>'],
    ['<"1 2"@a.example>'],
    ['<ü@a.example>'],
    ['<1@[a]b]>'],
    ['<1(comment)@a.example>'],
    [`<${'1'.repeat(240)}@a.example>`],
  ])('is not told by %j', (id) => {
    expect(() => read({ inReplyTo: id })).toThrow();
    expect(() => read({ references: ['<1@a.example>', id] })).toThrow();
  });

  it('never gets another character than printable ASCII into a header', async () => {
    const around = fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom('<', '', '\r\n', '<a@'), fc.string());
    await fc.assert(
      fc.property(around, ([before, middle, after]) => {
        for (const id of [`<${before}${middle}@${after}>`, `${before}${middle}${after}`]) {
          try {
            for (const { Value } of headersOf({ inReplyTo: id, references: [id] }) ?? [])
              expect(Value).toMatch(/^[!-~]+$/);
          } catch (error) {
            expect(error).toMatchObject({ name: 'ZodError' });
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is at most twenty messages, in a header that SES takes', () => {
    const ids = (count: number, length: number) =>
      Array.from({ length: count }, (_, at) => `<${String(at).padStart(length - 8, 'a')}@a.com>`);
    expect(() => read({ references: ids(20, 40) })).not.toThrow();
    expect(() => read({ references: ids(21, 40) })).toThrow();
    expect(ids(4, 217).join(' ')).toHaveLength(871);
    expect(() => read({ references: ids(4, 217) })).toThrow(/at most 870/);
    expect(() => read({ references: [...ids(3, 217), ...ids(1, 216)] })).not.toThrow();
  });
});

describe('the HTML of an email', () => {
  it('is sent as it is, beside the text', () => {
    const html = '<p style="color:red">Hello</p>\r\n';
    expect(
      toSesMessage(readEmail(anEmail({ html })).input, { sender: 'a@b.example', agentId: 'agt_1', agentName: 'B' })
        .Content,
    ).toEqual({
      Simple: expect.objectContaining({
        Body: { Text: { Data: 'It is attached.', Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
      }),
    });
  });

  it('is never without a text, which is what people read', () => {
    expect(() => read({ html: '<p>Hello</p>', text: undefined })).toThrow(/text/);
  });

  it.each([
    ['100,001 characters', 'a'.repeat(100_001)],
    ['nothing', ''],
    ['a null', '<p>\u0000</p>'],
    ['an escape', '\u001b[2J'],
  ])('is not %s', (_, html) => {
    expect(() => read({ html })).toThrow(/html/);
  });

  it('is refused with the whole where all of it together is too large to keep', () => {
    expect(() => read({ html: '€'.repeat(100_000), text: '€'.repeat(100_000) })).toThrow(/All of it together/);
  });
});
