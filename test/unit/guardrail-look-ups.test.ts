import { describe, expect, it } from 'vitest';
import { readRecipient } from '#shared/guardrail/email-address.ts';
import { compileEmailAllowList, isListed } from '#shared/guardrail/email-allow-list.ts';
import { compileHttpRules, findRule } from '#shared/guardrail/http-allow-list.ts';
import { compilePhoneAllowList, isPhoneListed } from '#shared/guardrail/phone-allow-list.ts';

let lookUps = 0;
class CountingSet extends Set<string> {
  override has(value: string): boolean {
    lookUps++;
    return super.has(value);
  }
}
class CountingMap<V> extends Map<string, V> {
  override get(key: string): V | undefined {
    lookUps++;
    return super.get(key);
  }
}
const counting = <T extends Record<string, Set<string>>>(list: T): T =>
  Object.fromEntries(Object.entries(list).map(([name, set]) => [name, new CountingSet(set)])) as T;

function looked(look: () => boolean): { found: boolean; lookUps: number } {
  lookUps = 0;
  const found = look();
  return { found, lookUps };
}

const many = (length: number, entry: (index: number) => string) => Array.from({ length }, (_, index) => entry(index));
const outsider = readRecipient('eve@a.b.evil.example');

describe('a list of 100,000 entries costs as many look-ups as one of 10', () => {
  it('of addresses, domains and subdomains', () => {
    const cost = (length: number) => {
      const entries = ['a', '*.d', 'd'].flatMap((kind) =>
        many(length, (i) => (kind === 'a' ? `a${i}@acme.example` : `${kind}${i}.example`)),
      );
      const list = counting(compileEmailAllowList(entries));
      return looked(() => outsider.readable && isListed(list, outsider));
    };
    expect(cost(100_000 / 3)).toEqual(cost(4));
    expect(cost(4).lookUps).toBeGreaterThan(0);
  });

  it('of numbers and prefixes', () => {
    const cost = (length: number) => {
      const list = counting(compilePhoneAllowList(['+1*', ...many(length, (i) => `+4670${1_000_000 + i}`)]));
      return looked(() => isPhoneListed(list, { address: '+4479110000' }));
    };
    expect(cost(100_000)).toEqual(cost(10));
  });

  it('of hosts', () => {
    const cost = (length: number) => {
      const { hosts, parents } = compileHttpRules(many(length, (i) => `h${i}.example`).map((host) => ({ host })));
      const rules = { hosts: new CountingMap(hosts), parents: new CountingMap(parents) };
      const target = { href: '', host: 'api.evil.example', isAddress: false, port: 443, path: '/' };
      return looked(() => findRule(rules, 'GET', target) !== undefined);
    };
    expect(cost(100_000)).toEqual(cost(10));
  });
});
