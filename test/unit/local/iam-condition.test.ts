import { describe, expect, it } from 'vitest';
import { type ConditionBlock, compileCondition } from '../../../infra/local/iam/condition.ts';

const from = 'ses:FromAddress';
const keys = 'dynamodb:LeadingKeys';
const source = 'aws:SourceArn';
const missing = undefined;
const rule = 'arn:aws:events:us-east-1:000000000000:rule/bus/told';

function met(block: ConditionBlock, key: string, values: string[] | undefined): boolean {
  return compileCondition(block)(values ? { [key]: values } : {});
}

describe('a key with one value', () => {
  it.each<[string, string | string[] | boolean, string | undefined, boolean]>([
    ['StringEquals', 'a@x', 'a@x', true],
    ['StringEquals', 'a@x', 'A@x', false],
    ['StringEquals', ['b@x', 'a@x'], 'a@x', true],
    ['StringEquals', 'a*', 'a@x', false],
    ['StringEquals', 'a@x', missing, false],
    ['StringEqualsIfExists', 'a@x', missing, true],
    ['StringEqualsIfExists', 'a@x', 'b@x', false],
    ['StringEqualsIgnoreCase', 'a@x', 'A@X', true],
    ['StringNotEquals', 'a@x', 'b@x', true],
    ['StringNotEquals', 'a@x', 'a@x', false],
    ['StringNotEquals', ['a@x', 'b@x'], 'b@x', false],
    ['StringNotEquals', 'a@x', missing, true],
    ['StringLike', '*@x', 'a@x', true],
    ['StringLike', '?@x', 'aa@x', false],
    ['StringLike', '*', missing, false],
    ['StringLikeIfExists', '*@x', missing, true],
    ['StringNotLike', '*@x', 'a@y', true],
    ['Null', 'true', missing, true],
    ['Null', 'true', 'a@x', false],
    ['Null', 'false', missing, false],
    ['Null', false, 'a@x', true],
    ['ForAllValues:StringEquals', 'a@x', missing, true],
    ['ForAnyValue:StringEquals', 'a@x', missing, false],
    ['ForAnyValue:StringEqualsIfExists', 'a@x', missing, true],
  ])('%s %j, and the request says %s: %s', (operator, expected, value, result) => {
    expect(met({ [operator]: { [from]: expected } }, from, value === undefined ? undefined : [value])).toBe(result);
  });

  it.each<[string | boolean, string | undefined, boolean]>([
    ['true', 'true', true],
    [true, 'true', true],
    ['false', 'true', false],
    ['true', missing, false],
  ])('Bool %j, and the request says %s: %s', (expected, value, result) => {
    const key = 'aws:SecureTransport';
    expect(met({ Bool: { [key]: expected } }, key, value === undefined ? undefined : [value])).toBe(result);
  });

  it.each<[string, string, string | undefined, boolean]>([
    ['ArnEquals', rule, rule, true],
    ['ArnLike', 'arn:aws:events:*:*:rule/bus/*', rule, true],
    ['ArnEquals', 'arn:aws:events:*:*:rule/bus/*', rule, true],
    ['ArnLike', 'arn:aws:*:us-east-1:000000000000:*', `${rule}:1`, true],
    ['ArnLike', 'arn:aws:*:000000000000:rule/bus/told:*', rule, false],
    ['ArnLike', 'arn:aws:*:*:*:*', rule, true],
    ['ArnLike', 'arn:aws:*:*:*:*', 'not an arn', false],
    ['ArnLike', rule, missing, false],
    ['ArnLikeIfExists', rule, missing, true],
    ['ArnNotLike', rule, missing, true],
    ['ArnNotEquals', rule, rule, false],
  ])('%s %s, and the request says %s: %s', (operator, expected, value, result) => {
    expect(met({ [operator]: { [source]: expected } }, source, value === undefined ? undefined : [value])).toBe(result);
  });

  it('several values in the request are a mistake of the endpoint', () => {
    expect(() => met({ StringEquals: { [from]: 'a@x' } }, from, ['a@x', 'b@x'])).toThrow('several values');
  });
});

describe('a key with a set of values', () => {
  it.each<[string, string[], string[] | undefined, boolean]>([
    ['ForAllValues:StringLike', ['G#*'], ['G#act_1'], true],
    ['ForAllValues:StringLike', ['G#*'], ['G#act_1', 'act_1'], false],
    ['ForAllValues:StringLike', ['G#*'], [], true],
    ['ForAllValues:StringLike', ['G#*'], missing, true],
    ['ForAllValues:StringNotLike', ['G#*'], ['act_1', 'act_2'], true],
    ['ForAllValues:StringNotLike', ['G#*'], ['act_1', 'G#act_1'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAnyValue:StringEquals', ['a'], missing, false],
    ['ForAnyValue:StringEquals', ['a'], [], false],
    ['ForAnyValue:StringEqualsIfExists', ['a'], [], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
    ['ForAnyValue:StringNotEquals', ['a'], missing, false],
    ['Null', ['false'], [], false],
    ['Null', ['false'], ['a'], true],
  ])('%s %j, and the request has %j: %s', (operator, expected, values, result) => {
    expect(met({ [operator]: { [keys]: expected } }, keys, values)).toBe(result);
  });
});

describe('several lines', () => {
  const block = { StringEquals: { [from]: 'a@x' }, Bool: { 'aws:SecureTransport': 'true' } };

  it.each([
    ['all met', { [from]: ['a@x'], 'aws:SecureTransport': ['true'] }, true],
    ['one not met', { [from]: ['a@x'], 'aws:SecureTransport': ['false'] }, false],
    ['none met', {}, false],
  ])('%s', (_, context, result) => {
    expect(compileCondition(block)(context)).toBe(result);
  });

  it('a key is found however the policy spells it', () => {
    expect(met({ StringEquals: { 'SES:fromaddress': 'a@x' } }, from, ['a@x'])).toBe(true);
  });
});
