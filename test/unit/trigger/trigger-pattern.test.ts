import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../shared/events/event-pattern.ts';
import { rulePattern } from '../../../shared/trigger/trigger-pattern.ts';

const matches = (pattern: unknown, event: unknown) =>
  compilePattern(JSON.parse(rulePattern(JSON.stringify(pattern))))(event);

describe('the rule of an event trigger', () => {
  it.each([
    [{ 'detail-type': ['order.paid'] }],
    [{ detail: { state: ['executed'] } }],
    [{ source: [{ prefix: 'acme' }] }],
    [{ source: [{ 'anything-but': ['countersign', 'aws.ec2'] }] }],
    [{ detail: { $or: [{ a: [1] }, { b: [{ exists: true }] }] } }],
  ])('%j matches no event of our own', (pattern) => {
    const own = { source: 'countersign', 'detail-type': 'order.paid', detail: { state: 'executed', a: 1 } };
    expect(matches(pattern, own)).toBe(false);
  });

  it('matches what it names, of other sources', () => {
    const event = { source: 'acme.shop', 'detail-type': 'order.paid', detail: { total: 120 } };
    expect(matches({ 'detail-type': ['order.paid'], detail: { total: [{ numeric: ['>', 100] }] } }, event)).toBe(true);
    expect(matches({ source: ['acme.shop'] }, event)).toBe(true);
  });

  it.each([
    [{ source: ['countersign'] }, /start no agent/],
    [{ source: [{ prefix: 'counter' }] }, /start no agent/],
    [{ source: [{ wildcard: '*sign' }] }, /start no agent/],
    [{ source: [{ exists: true }] }, /start no agent/],
    [{ source: [{ 'anything-but': ['aws.ec2'] }] }, /start no agent/],
    [{ source: ['acme', { 'equals-ignore-case': 'COUNTERSIGN' }] }, /start no agent/],
    [{ $or: [{ source: ['countersign'] }, { detail: { a: [1] } }] }, /inside of detail/],
    [{ name: ['x'] }, /no field "name"/],
    [{ detail: { a: [] } }, /could never match/],
    [{ detail: { a: 'x' } }, /must be an object/],
    [{ detail: { a: [{ like: 'x' }] } }, /"like"/],
    [{ detail: { a: ['x'.repeat(5_000)] } }, /at most/],
    [[], /object/],
    ['x', /object/],
    [{}, /empty/],
  ])('%j is refused in words', (pattern, words) => {
    expect(() => rulePattern(JSON.stringify(pattern))).toThrow(words);
  });

  it('is refused where its JSON has a key twice', () => {
    expect(() => rulePattern('{"source":["acme"],"source":["countersign"]}')).toThrow(/object of JSON/);
  });
});

describe('wildcard and cidr', () => {
  const test = (operator: unknown, value: unknown) => compilePattern({ a: [operator] })({ a: value });
  it.each([
    [{ wildcard: 'orders/*.json' }, 'orders/1/x.json', true],
    [{ wildcard: 'orders/*.json' }, 'orders/x.jsonl', false],
    [{ wildcard: 'a\\*b' }, 'a*b', true],
    [{ wildcard: 'a\\*b' }, 'axb', false],
    [{ 'anything-but': { wildcard: '*.tmp' } }, 'x.tmp', false],
    [{ cidr: '10.0.0.0/24' }, '10.0.0.9', true],
    [{ cidr: '10.0.0.0/24' }, '10.0.1.9', false],
    [{ cidr: '10.0.0.0/24' }, 'not an address', false],
    [{ cidr: '2001:db8::/32' }, '2001:db8::1', true],
  ])('%j of %s: %s', (operator, value, expected) => expect(test(operator, value)).toBe(expected));
});
