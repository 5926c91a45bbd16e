import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmailInput } from '#shared/action/email-content.ts';
import type { EmailGuardrail } from '#shared/guardrail/guardrail.ts';
import { type JudgeContext, judge } from '#shared/guardrail/judge.ts';
import { anAgentThat, anEmail, readEmail, SYSTEM_SENDER, TRUSTED } from '../support/builders.ts';

/** Asks about nothing, so that whatever blocks does it whatever the settings allow. */
const FREE: EmailGuardrail = { restrict: false, askAlways: false };
const context: JudgeContext = { ...TRUSTED, systemSender: SYSTEM_SENDER };
const judged = (over: Record<string, unknown>, name = 'Billing') =>
  judge({ ...anAgentThat(FREE), name }, readEmail(anEmail(over)), context);
const PASSES = { verdict: 'block', rule: 'passes_for_system' };

describe('an email that could be taken for one of the system', () => {
  it.each([
    ['answers go to the very address', { replyTo: ['approvals@countersign.example'] }],
    ['answers go elsewhere at its domain', { replyTo: ['security@countersign.example'] }],
    ['in other case', { replyTo: ['Approvals@COUNTERSIGN.example'] }],
    ['behind a display name', { replyTo: ['"Dana" <approvals@countersign.example>'] }],
    ['with Cyrillic letters in the domain', { replyTo: ['approvals@сountеrsign.example'] }],
    ['with an accent in the domain', { replyTo: ['approvals@cóuntersign.example'] }],
    ['with a digit for a letter', { replyTo: ['approvals@c0untersign.example'] }],
    ['the address is a recipient', { to: ['dana@acme.example', 'approvals@countersign.example'] }],
    ['the address is copied in, with a tag', { cc: ['approvals+42@countersign.example'] }],
    ['the address is copied in unseen', { bcc: ['APPROVALS@countersign.example'] }],
  ])('is blocked: %s', (_, over) => {
    expect(judged(over)).toMatchObject(PASSES);
  });

  it.each([
    ['Countersign'],
    ['COUNTERSIGN Approvals'],
    ['C o u n t e r s i g n'],
    ['Сountеrsign'],
    ['Counter\u200bsign'],
    ['ｃｏｕｎｔｅｒｓｉｇｎ'],
    ['approvals@countersign.example'],
  ])('is blocked where its agent is called %s', (name) => {
    expect(judged({}, name)).toMatchObject({
      ...PASSES,
      reasons: expect.arrayContaining([{ field: 'from', recipient: name, ...PASSES }]),
    });
  });

  it('cannot name who it comes from at all', () => {
    expect(EmailInput.safeParse(anEmail({ from: SYSTEM_SENDER })).success).toBe(false);
    expect(EmailInput.safeParse(anEmail({ headers: { From: SYSTEM_SENDER } })).success).toBe(false);
  });

  it('loses what a display name says: the content holds the address alone', () => {
    const { input } = readEmail(anEmail({ replyTo: ['Countersign <dana@acme.example>'] }));
    expect(input.replyTo).toEqual(['dana@acme.example']);
  });
});

describe('an email of an agent’s own', () => {
  it.each([
    ['answers go to a colleague', { replyTo: ['dana@acme.example'] }],
    ['answers go to an address of agents', { replyTo: ['orders@agents.countersign.example'] }],
    ['it goes to a person at the same domain', { to: ['pia@countersign.example'] }],
    ['it speaks of the system', { subject: 'Countersign asks you to sign in', text: SYSTEM_SENDER }],
  ])('is let through: %s', (_, over) => {
    expect(judged(over).verdict).toBe('allow');
  });

  it('is let through where no sender of the system is known, but for the name', () => {
    const agent = { ...anAgentThat(FREE), name: 'Countersign' };
    expect(judge(agent, readEmail(anEmail()), TRUSTED)).toMatchObject(PASSES);
    expect(judge(anAgentThat(FREE), readEmail(anEmail({ cc: [SYSTEM_SENDER] })), TRUSTED).verdict).toBe('allow');
  });
});

describe('whatever the settings are and however it is written', () => {
  const spelled = fc
    .tuple(fc.infiniteStream(fc.boolean()), fc.string({ unit: fc.constantFrom(...'abz019'), maxLength: 8 }))
    .map(([upper, tag]) => {
      const [local, domain] = SYSTEM_SENDER.split('@') as [string, string];
      const cased = [...`${local}${tag && `+${tag}`}@${domain}`].map((letter) =>
        upper.next().value ? letter.toUpperCase() : letter,
      );
      return cased.join('');
    });
  const settings = fc.oneof(
    fc.constant<EmailGuardrail>(FREE),
    fc.record({
      ...{ restrict: fc.constant(true as const), inside: fc.constantFrom('allow' as const, 'ask' as const) },
      ...{
        outside: fc.constantFrom('ask' as const, 'block' as const),
        allowList: fc.constant<string[]>(['countersign.example']),
      },
    }),
  );
  const field = fc.constantFrom('to', 'cc', 'bcc', 'replyTo');

  it('the system’s address is blocked in every field', async () => {
    await fc.assert(
      fc.property(spelled, settings, field, fc.boolean(), (address, guardrail, where, tainted) => {
        const agent = anAgentThat(guardrail);
        const found = judge(agent, readEmail(anEmail({ [where]: [address] })), { ...context, tainted });
        expect(found).toMatchObject({ verdict: 'block' });
        expect(found.reasons).toContainEqual(expect.objectContaining({ field: where, rule: 'passes_for_system' }));
      }),
    );
  });

  it('and nothing else is blocked for it', async () => {
    const other = fc.emailAddress().filter((address) => !address.toLowerCase().endsWith('countersign.example'));
    await fc.assert(
      fc.property(other, field, (address, where) => {
        const { reasons } = judged({ [where]: [address] });
        expect(reasons.map(({ rule }) => rule)).not.toContain('passes_for_system');
      }),
    );
  });
});
