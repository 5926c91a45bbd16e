import { describe, expect, it } from 'vitest';
import { judge } from '../../../infra/local/iam/policy.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/Ledger';
const put = { action: 'dynamodb:PutItem', resource: table, context: {} };
const allow = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table };
const deny = { ...allow, Effect: 'Deny' };

describe('what a role may do', () => {
  it.each<[string, object[], boolean]>([
    ['nothing is said', [], false],
    ['a statement allows it', [allow], true],
    ['one of several actions allows it', [{ ...allow, Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }], true],
    ['another action is allowed', [{ ...allow, Action: 'dynamodb:GetItem' }], false],
    ['the action is written in another case', [{ ...allow, Action: 'DynamoDB:putitem' }], true],
    ['an action ends in *', [{ ...allow, Action: 'dynamodb:Put*' }], true],
    ['an action has a ?', [{ ...allow, Action: 'dynamodb:PutIte?' }], true],
    ['* does not fill in for a missing start', [{ ...allow, Action: 'PutItem*' }], false],
    ['an action has a dot where the pattern has a letter', [{ ...allow, Action: 'dynamodb.PutItem' }], false],
    ['NotAction names another action', [{ Effect: 'Allow', NotAction: 'dynamodb:GetItem', Resource: '*' }], true],
    ['NotAction names the action', [{ Effect: 'Allow', NotAction: 'dynamodb:Put*', Resource: '*' }], false],
    ['the resource is written in another case', [{ ...allow, Resource: table.toLowerCase() }], false],
    ['another table is allowed', [{ ...allow, Resource: `${table}2` }], false],
    ['only the indexes of the table are allowed', [{ ...allow, Resource: `${table}/index/*` }], false],
    ['NotResource names another table', [{ Effect: 'Allow', Action: '*', NotResource: `${table}2` }], true],
    ['NotResource names the table', [{ Effect: 'Allow', Action: '*', NotResource: '*:table/*' }], false],
    ['a deny stands before the allow', [deny, allow], false],
    ['a deny stands after the allow', [allow, deny], false],
    ['a deny of something else', [allow, { ...deny, Action: 'dynamodb:DeleteItem' }], true],
    ['NotAction denies all but another', [allow, { Effect: 'Deny', NotAction: 'dynamodb:Get*', Resource: '*' }], false],
  ])('%s', (_, statements, allowed) => {
    expect(judge(statements, put).allowed).toBe(allowed);
  });

  it.each<[string, string, boolean]>([
    ['arn:aws:lambda:us-east-1:1:function:Pay*', 'arn:aws:lambda:us-east-1:1:function:PayOut', true],
    ['arn:aws:lambda:us-east-1:1:function:P*t', 'arn:aws:lambda:us-east-1:1:function:PayOut', true],
    ['arn:aws:lambda:us-east-1:1:function:P*t', 'arn:aws:lambda:us-east-1:1:function:PayOut:alias:t', false],
    ['arn:aws:lambda:*:1:function:Pay', 'arn:aws:lambda:eu-west-1:1:function:Pay', true],
    ['arn:aws:lambda:*', 'arn:aws:lambda:eu-west-1:1:function:Pay', true],
    ['arn:aws:s3:::mail/in/*', 'arn:aws:s3:::mail/in/2026/a', true],
    ['arn:aws:s3:::mail/in/?', 'arn:aws:s3:::mail/in/ab', false],
  ])('Resource %s and %s', (Resource, resource, allowed) => {
    const statement = { Effect: 'Allow', Action: '*', Resource };
    expect(judge([statement], { action: 'a:B', resource, context: {} }).allowed).toBe(allowed);
  });
});

describe('why a call was refused', () => {
  it('says that nothing allows it', () => {
    expect(judge([], put)).toEqual({
      allowed: false,
      reason: 'because no identity-based policy allows the dynamodb:PutItem action',
    });
  });

  it('says that a statement denies it', () => {
    expect(judge([allow, deny], put)).toEqual({
      allowed: false,
      reason: 'with an explicit deny in an identity-based policy',
    });
  });
});

describe('a policy that the local run does not understand is refused, not ignored', () => {
  it.each<[string, object, RegExp]>([
    ['element', { ...allow, Principal: '*' }, /Principal/],
    ['operator', { ...allow, Condition: { NumericLessThan: { 'aws:SourceArn': '1' } } }, /"NumericLessThan"/],
    [
      'operator behind a prefix',
      { ...allow, Condition: { 'ForAllValues:Sounds': { 'aws:SourceArn': '1' } } },
      /Sounds/,
    ],
    ['prefix', { ...allow, Condition: { 'ForEach:StringEquals': { 'aws:SourceArn': '1' } } }, /ForEach/],
    ['condition key', { ...allow, Condition: { StringEquals: { 'aws:username': 'x' } } }, /"aws:username"/],
    ['policy variable', { ...allow, Resource: `${table}/\${aws:PrincipalTag/team}` }, /policy variable/],
    [
      'variable in a condition',
      { ...allow, Condition: { StringEquals: { 'aws:SourceArn': '$' + '{x}' } } },
      /variable/,
    ],
    ['statement without an action', { Effect: 'Allow', Resource: '*' }, /Action/],
    ['statement with both forms', { ...allow, NotAction: 'dynamodb:GetItem' }, /one of Action/],
    ['statement without a resource', { Effect: 'Allow', Action: '*' }, /Resource/],
    [
      'set key without a quantifier',
      { ...allow, Condition: { StringLike: { 'dynamodb:LeadingKeys': 'G#*' } } },
      /ForAll/,
    ],
    ['value that is no ARN', { ...allow, Condition: { ArnLike: { 'aws:SourceArn': '*' } } }, /six parts/],
    ['Null of a word', { ...allow, Condition: { Null: { 'dynamodb:LeadingKeys': 'maybe' } } }, /Null/],
  ])('%s', (_, statement, complaint) => {
    expect(() => judge([statement], put)).toThrow(complaint);
  });

  it('also when another statement would have decided', () => {
    const unknown = { ...allow, Condition: { DateLessThan: { 'aws:SourceArn': '2026' } } };
    expect(() => judge([deny, unknown], put)).toThrow('DateLessThan');
  });

  it('a misspelt key of the request would count as missing', () => {
    const context = { 'dynamodb:leadingKeys': ['act_1'] };
    expect(() => judge([allow], { ...put, context })).toThrow('misspelt');
    expect(() => judge([allow], { ...put, context: { 'dynamodb:Keys': ['act_1'] } })).toThrow('dynamodb:Keys');
  });
});
