import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCallContent, toSmsContent } from '#shared/action/phone-content.ts';
import { judgePhone } from '#shared/guardrail/judge-phone.ts';
import { compilePhoneAllowList, isPhoneListed, PhoneEntry } from '#shared/guardrail/phone-allow-list.ts';
import { NEW_AGENT_PHONE, PhoneGuardrail, type PhoneSettings } from '#shared/guardrail/phone-settings.ts';

const TRUSTED = { tainted: false };
const TAINTED = { tainted: true };
const inside = { to: '+46701740605' };
const outside = { to: '+12065550100' };
const unreadable = { to: '070 174 06 05' };

function settings(guardrail: PhoneGuardrail, over: Partial<PhoneSettings> = {}): PhoneSettings {
  return { enabled: true, guardrail, notifyAgentDefault: false, approversNeeded: 1, ...over };
}
const listed = (insideRule: 'allow' | 'ask', outsideRule: 'ask' | 'block') =>
  settings({ restrict: true, allowList: ['+46*'], inside: insideRule, outside: outsideRule });
const open = settings({ restrict: false, askAlways: false });

describe('the guardrail of texts and calls', () => {
  it.each([
    ['one toggle, off', open, outside, 'allow', 'no_approval_needed'],
    ['one toggle, on', settings({ restrict: false, askAlways: true }), outside, 'ask', 'ask_always'],
    ['listed, allow inside', listed('allow', 'ask'), inside, 'allow', 'inside_list'],
    ['listed, ask inside', listed('ask', 'block'), inside, 'ask', 'inside_list'],
    ['not listed, ask outside', listed('allow', 'ask'), outside, 'ask', 'outside_list'],
    ['not listed, block outside', listed('allow', 'block'), outside, 'block', 'outside_list'],
    ['unreadable, no approval needed', open, unreadable, 'block', 'unreadable_recipient'],
    ['hidden character, no approval needed', open, { to: '+4670\u200b1740605' }, 'block', 'unreadable_recipient'],
    ['unreadable, listed', listed('allow', 'ask'), unreadable, 'block', 'unreadable_recipient'],
    ['a new agent', NEW_AGENT_PHONE, inside, 'ask', 'ask_always'],
    ['no such capability', undefined, inside, 'block', 'unknown_capability'],
    ['switched off', settings(listed('allow', 'ask').guardrail, { enabled: false }), inside, 'block', 'capability_off'],
  ] as const)('%s', (_, given, message, verdict, rule) => {
    expect(judgePhone(given, message, TRUSTED)).toMatchObject({ verdict, rule });
  });

  it('asks in a run that nobody vouches for, where it would be allowed, and is never milder there', () => {
    expect(judgePhone(open, inside, TAINTED)).toMatchObject({ verdict: 'ask', rule: 'untrusted_run' });
    expect(judgePhone(listed('allow', 'block'), outside, TAINTED)).toMatchObject({ verdict: 'block' });
  });

  it('says which number it judged', () => {
    expect(judgePhone(listed('allow', 'ask'), { to: '+46 70-174 06 05' }, TRUSTED).reasons).toEqual([
      { field: 'to', recipient: '+46701740605', rule: 'inside_list', verdict: 'allow' },
    ]);
  });
});

describe('an entry of the list', () => {
  it.each(['+46701740605', '+46 70-174 06 05', '+46*', '+46 70*', '+1*', ' +46* '])('may be %j', (entry) => {
    expect(PhoneEntry.safeParse(entry).success).toBe(true);
  });

  it.each([
    '',
    '*',
    '+*',
    '+0*',
    '46*',
    '+46**',
    '+4*6',
    '+46*5',
    '0701740605',
    '+46701740605;ext=1',
    '+４６*',
    '+46\u200b*',
    '+46x*',
  ])('may not be %j', (entry) => {
    expect(PhoneEntry.safeParse(entry).success).toBe(false);
  });

  it.each([
    ['+1*', '+12065550100', true],
    ['+1206*', '+12065550100', true],
    ['+12065550100*', '+12065550100', true],
    ['+1207*', '+12065550100', false],
    ['+120655501001*', '+12065550100', false],
    ['+4*', '+12065550100', false],
    ['+12065550100', '+12065550100', true],
    ['+1 (206) 555-0100', '+12065550100', true],
    ['+1206555010', '+12065550100', false],
  ])('%s lists %s: %s', (entry, address, expected) => {
    expect(isPhoneListed(compilePhoneAllowList([entry]), { address })).toBe(expected);
  });

  it('must come with a rule outside the list that is not to allow', () => {
    const rule = { restrict: true, allowList: ['+46*'], inside: 'allow' };
    expect(PhoneGuardrail.safeParse(rule).success).toBe(false);
    expect(PhoneGuardrail.safeParse({ ...rule, outside: 'allow' }).success).toBe(false);
    expect(PhoneGuardrail.safeParse({ ...rule, outside: 'ask' }).success).toBe(true);
  });
});

describe('no way of writing a number that is not listed lets it through', () => {
  const LISTED = ['+46701740605', '+4420*'];
  const isListed = (number: string) => number === '+46701740605' || number.startsWith('+4420');
  const strict = settings({ restrict: true, allowList: LISTED, inside: 'allow', outside: 'ask' });

  const digits = fc.constantFrom('46701740605', '12065550100', '442079460958', '447911123456', '46701740606');
  const noise = fc.constantFrom(
    '',
    ' ',
    '-',
    '(0)',
    '0',
    '(',
    ')',
    '.',
    '/',
    '\u2011',
    'x5',
    ';ext=46701740605',
    ',,1',
    '#',
    '*',
    '+',
    '\u200b',
    '\u202e',
    '４',
    '٤',
    'tel:',
    '00',
  );
  const dressed = fc
    .tuple(
      digits,
      fc.array(fc.tuple(fc.nat({ max: 12 }), noise), { maxLength: 4 }),
      fc.constantFrom('+', '＋', '', '00', ' +', '(+'),
    )
    .map(([number, inserts, plus]) =>
      inserts.reduce(
        (text, [at, what]) => text.slice(0, at + plus.length) + what + text.slice(at + plus.length),
        plus + number,
      ),
    );
  const both = fc
    .tuple(digits, digits, fc.constantFrom(' ', ',', ';', '/', ' / ', '\n', ' +'))
    .map(([a, b, by]) => `+${a}${by}${b}`);

  it('what is judged is what is sent: an allowed one is a listed number and nothing more', () => {
    let allowed = 0;
    const property = fc.property(fc.oneof(dressed, both, fc.string({ unit: 'binary' })), (to) => {
      for (const content of [toSmsContent({ to, text: 'Hi' }), toCallContent({ to, text: 'Hi' })]) {
        const { verdict } = judgePhone(strict, content, TRUSTED);
        if (verdict !== 'allow') continue;
        allowed++;
        expect(content.to).toMatch(/^\+[1-9][0-9]{1,14}$/);
        expect(isListed(content.to)).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 3_000 });
    expect(allowed).toBeGreaterThan(20);
  });

  it('and what cannot be read is blocked even where nothing is asked', () => {
    const property = fc.property(fc.oneof(dressed, both), (to) => {
      const content = toSmsContent({ to, text: 'Hi' });
      if (/^\+[1-9][0-9]{1,14}$/.test(content.to)) return;
      expect(judgePhone(open, content, TRUSTED).verdict).toBe('block');
    });
    fc.assert(property);
  });
});

describe('a long list', () => {
  it('is compiled once, and asks at most 15 questions of it, however long it is', () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => `+4670${String(i).padStart(7, '0')}*`);
    const list = compilePhoneAllowList([...entries, '+12065550100']);
    let asked = 0;
    const counted = {
      ...list,
      prefixes: { ...list.prefixes, size: 1, has: (text: string) => ++asked > 0 && list.prefixes.has(text) },
    };
    expect(isPhoneListed(counted as unknown as typeof list, { address: '+447911123456' })).toBe(false);
    expect(asked).toBeLessThanOrEqual(15);
    expect(isPhoneListed(list, { address: '+12065550100' })).toBe(true);
    expect(isPhoneListed(list, { address: '+46700000042' })).toBe(true);
  });
});
