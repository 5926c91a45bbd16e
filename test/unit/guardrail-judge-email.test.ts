import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EmailGuardrail,
  type EmailSettings,
  NEW_AGENT_EMAIL,
  strictest,
  VERDICTS,
} from '#shared/guardrail/guardrail.ts';
import { judge } from '#shared/guardrail/judge.ts';
import { judgeEmail } from '#shared/guardrail/judge-email.ts';
import { ASK_OUTSIDE, anAgent, anEmail, TRUSTED } from '../support/builders.ts';

const TAINTED = { tainted: true };
const inside = { to: ['dana@acme.example'] };
const outside = { to: ['eve@evil.example'] };
const unreadable = { to: ['eve@evil.example, dana@acme.example'] };

function settings(guardrail: EmailGuardrail, over: Partial<EmailSettings> = {}): EmailSettings {
  return { enabled: true, guardrail, notifyAgentDefault: false, approversNeeded: 1, ...over };
}
const listed = (insideRule: 'allow' | 'ask', outsideRule: 'ask' | 'block') =>
  settings({ restrict: true, allowList: ['acme.example'], inside: insideRule, outside: outsideRule });

describe('the guardrail of email', () => {
  it.each([
    ['one toggle, off', settings({ restrict: false, askAlways: false }), outside, 'allow', 'no_approval_needed'],
    ['one toggle, on', settings({ restrict: false, askAlways: true }), outside, 'ask', 'ask_always'],
    ['listed, allow inside', listed('allow', 'ask'), inside, 'allow', 'inside_list'],
    ['listed, ask inside', listed('ask', 'block'), inside, 'ask', 'inside_list'],
    ['not listed, ask outside', listed('allow', 'ask'), outside, 'ask', 'outside_list'],
    ['not listed, block outside', listed('allow', 'block'), outside, 'block', 'outside_list'],
    [
      'unreadable, no approval needed',
      settings({ restrict: false, askAlways: false }),
      unreadable,
      'block',
      'unreadable_recipient',
    ],
    ['unreadable, listed', listed('allow', 'ask'), unreadable, 'block', 'unreadable_recipient'],
    ['a new agent', NEW_AGENT_EMAIL, inside, 'ask', 'ask_always'],
  ] as const)('%s', (_, given, email, verdict, rule) => {
    expect(judgeEmail(given, email, TRUSTED)).toMatchObject({ verdict, rule });
  });
});

describe('settings that are missing or off', () => {
  it('block when the agent has no such capability', () => {
    expect(judgeEmail(undefined, inside, TRUSTED)).toMatchObject({ verdict: 'block', rule: 'unknown_capability' });
    const input = anEmail();
    expect(judge(anAgent({ capabilities: {} }), { capability: 'send_email', input }, TRUSTED).verdict).toBe('block');
  });

  it('block when the capability is off, whatever the list says', () => {
    const off = settings(ASK_OUTSIDE, { enabled: false });
    expect(judgeEmail(off, inside, TRUSTED)).toMatchObject({ verdict: 'block', rule: 'capability_off' });
  });

  it('block an email to nobody', () => {
    const open = settings({ restrict: false, askAlways: false });
    expect(judgeEmail(open, { to: [] }, TRUSTED)).toMatchObject({ verdict: 'block', rule: 'no_recipient' });
  });

  it('cannot be stored without saying what happens outside the list', () => {
    expect(EmailGuardrail.safeParse({ restrict: true, allowList: [], inside: 'allow' }).success).toBe(false);
    expect(EmailGuardrail.safeParse({ ...ASK_OUTSIDE, outside: 'allow' }).success).toBe(false);
  });
});

describe('a run started by somebody whom nobody vouches for', () => {
  it('asks where it would be allowed', () => {
    expect(judgeEmail(settings(ASK_OUTSIDE), inside, TAINTED)).toMatchObject({ verdict: 'ask', rule: 'untrusted_run' });
  });

  it.each([
    ['ask', listed('allow', 'ask'), 'outside_list'],
    ['block', listed('allow', 'block'), 'outside_list'],
  ] as const)('leaves %s as it is', (verdict, given, rule) => {
    expect(judgeEmail(given, outside, TAINTED)).toMatchObject({ verdict, rule });
  });
});

describe('several recipients', () => {
  it.each(['to', 'cc', 'bcc', 'replyTo'])('one outside the list in %s decides for all', (field) => {
    const email = { ...inside, [field]: ['dana@acme.example', 'eve@evil.example'] };
    expect(judgeEmail(listed('allow', 'block'), email, TRUSTED)).toMatchObject({
      verdict: 'block',
      rule: 'outside_list',
    });
  });

  it('give a reason each, with the address that would be written to', () => {
    const email = { to: ['Dana <Dana@ACME.example>'], bcc: ['eve@evil.example'] };
    expect(judgeEmail(listed('allow', 'ask'), email, TRUSTED).reasons).toEqual([
      { field: 'to', recipient: 'Dana@acme.example', rule: 'inside_list', verdict: 'allow' },
      { field: 'bcc', recipient: 'eve@evil.example', rule: 'outside_list', verdict: 'ask' },
    ]);
  });

  it('wherever they stand, the strictest verdict wins', () => {
    const kinds = { allow: 'dana@acme.example', ask: 'eve@evil.example', block: 'not an address' };
    const people = fc.array(fc.constantFrom(...VERDICTS), { maxLength: 4 });
    const property = fc.property(fc.tuple(people, people, people, people), (fields) => {
      const names = fields.map((field) => field.map((verdict) => kinds[verdict]));
      const [to = [], cc, bcc, replyTo] = names;
      const expected = ['block', 'ask', 'allow'].find((verdict) => fields.flat().some((one) => one === verdict));
      const { verdict } = judgeEmail(listed('allow', 'ask'), { to, cc, bcc, replyTo }, TRUSTED);
      expect(verdict).toBe(expected ?? 'block');
    });
    fc.assert(property);
  });
});

describe('the strictest of several verdicts', () => {
  it.each([
    [['allow', 'ask'], 'ask'],
    [['block', 'allow', 'ask'], 'block'],
    [['allow', 'allow'], 'allow'],
  ] as const)('of %j is %s', (verdicts, expected) => {
    expect(strictest(verdicts)).toBe(expected);
  });

  it('of none is block: nothing was judged, so nothing is allowed', () => {
    expect(strictest([])).toBe('block');
  });
});
