import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecipient } from '#shared/guardrail/email-address.ts';
import { compileEmailAllowList } from '#shared/guardrail/email-allow-list.ts';
import { judgeEmail } from '#shared/guardrail/judge-email.ts';
import { compilePhoneAllowList } from '#shared/guardrail/phone-allow-list.ts';
import { readPhone } from '#shared/guardrail/phone-number.ts';
import { anAgent } from '../support/builders.ts';

const ODD = [...'abXY09.+-=?@ <>"\\ÅÖå_%'];

describe('what stands in a compiled list is read as itself', () => {
  it('so an address that is found there as it is written need not be read', () => {
    const entry = fc.array(fc.constantFrom(...ODD), { maxLength: 30 }).map((all) => `${all.join('')}@Åcme.example`);
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
        for (const address of compileEmailAllowList([...entries, 'Dana <Dana@Acme.example>']).addresses)
          expect(readRecipient(address)).toMatchObject({ readable: true, address, comparable: address });
      }),
      { numRuns: 500 },
    );
  });

  it('and a number neither', () => {
    const { numbers } = compilePhoneAllowList(['+46 70-174 06 05', '+44 (0)20 7946 0958', '+1 212 555 0199']);
    expect(numbers.size).toBe(3);
    for (const address of numbers) expect(readPhone(address)).toEqual({ readable: true, address });
  });

  it('and says of it what the settings say inside the list, as of one that has to be read first', () => {
    const guardrail = { restrict: true, allowList: ['dana@acme.example'], inside: 'ask', outside: 'block' } as const;
    const settings = { ...anAgent().capabilities.send_email, enabled: true, guardrail } as never;
    const [written, spelled] = ['dana@acme.example', 'Dana@ACME.example'].map((to) =>
      judgeEmail(settings, { to: [to] }, { tainted: false }),
    );
    expect(written).toMatchObject({ verdict: 'ask', rule: 'inside_list' });
    expect(spelled).toMatchObject({ verdict: 'ask', rule: 'inside_list' });
  });
});
