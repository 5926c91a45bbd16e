import { describe, expect, it } from 'vitest';
import { makeJudge } from '../../../infra/local/iam/judge-call.ts';
import { statementsOf } from '../../../infra/local/iam/roles.ts';
import { lambda, lambdaThatMay, policyDocument, role, stackOf } from './template-of.ts';

const read = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' };
const write = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' };
const attached = (Type: string, statement: object, ...roles: string[]) => ({
  Type,
  Properties: { PolicyDocument: policyDocument(statement), Roles: roles.map((Ref) => ({ Ref })) },
});

describe('the statements of a role', () => {
  const { resources } = stackOf({
    Decide: lambda('DecideRole'),
    DecideRole: role('lambda.amazonaws.com', {
      Policies: [{ PolicyName: 'inline', PolicyDocument: policyDocument(read) }],
    }),
    OtherRole: role('lambda.amazonaws.com'),
    Attached: attached('AWS::IAM::Policy', write, 'DecideRole'),
    NotOurs: attached('AWS::IAM::Policy', { ...write, Action: '*' }, 'OtherRole'),
  });

  it('are those that it holds and that name it', () => {
    expect(statementsOf('Decide', resources)).toEqual([read, write]);
  });

  it('are found by the id of the role too, as the Scheduler runs with one', () => {
    expect(statementsOf('DecideRole', resources)).toEqual(statementsOf('Decide', resources));
  });

  it('cannot be read where the function has no role of the template', () => {
    const resources = stackOf({
      Decide: { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::1:role/elsewhere' } },
    }).resources;
    expect(() => makeJudge(resources)).toThrow('Decide has no role');
  });
});

describe('a call of a function', () => {
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/Ledger';
  const readOverTls = { ...read, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
  const { resources } = stackOf({ ...lambdaThatMay('Read', readOverTls), ...lambdaThatMay('Decide', read, write) });
  const judge = makeJudge(resources);
  const put = { action: 'dynamodb:PutItem', resource: table, context: {} };

  it('is judged by the role of that function', () => {
    expect(judge('Decide', put)).toEqual({ allowed: true });
    expect(judge('Read', { ...put, action: 'dynamodb:GetItem' })).toEqual({ allowed: true });
  });

  it('is refused in the words of IAM', () => {
    expect(judge('Read', put)).toEqual({
      allowed: false,
      reason:
        'User: arn:aws:sts::000000000000:assumed-role/ReadRole/Read is not authorized to perform: dynamodb:PutItem' +
        ` on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
    });
  });

  it('comes from somebody whom the template knows', () => {
    expect(() => judge('Stranger', put)).toThrow('"Stranger"');
  });

  it('names the role whose policy nobody understands before anything runs', () => {
    const odd = { ...read, Condition: { IpAddress: { 'aws:SourceArn': '10.0.0.0/8' } } };
    expect(() => makeJudge(stackOf(lambdaThatMay('Read', odd)).resources)).toThrow(/role ReadRole.*IpAddress/);
  });
});

describe('an executor, which may create rows of its own judgement and touch the execution of others', () => {
  const ledger = 'arn:aws:dynamodb:us-east-1:000000000000:table/Ledger';
  const { resources } = stackOf(
    lambdaThatMay(
      'Executor',
      {
        Effect: 'Allow',
        Action: 'dynamodb:PutItem',
        Resource: ledger,
        Condition: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['G#*'] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      },
      {
        Effect: 'Allow',
        Action: 'dynamodb:UpdateItem',
        Resource: ledger,
        Condition: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'round', 'v', 'state'] },
          Null: { 'dynamodb:Attributes': 'false' },
        },
      },
    ),
  );
  const judge = makeJudge(resources);

  it.each<[string, string, Record<string, string[]>, boolean]>([
    ['puts a row of its own', 'PutItem', { 'dynamodb:LeadingKeys': ['G#act_1'] }, true],
    ['puts a row of a decision', 'PutItem', { 'dynamodb:LeadingKeys': ['act_1'] }, false],
    ['puts both in one call', 'PutItem', { 'dynamodb:LeadingKeys': ['G#act_1', 'act_1'] }, false],
    ['puts under a key that the endpoint cannot see', 'PutItem', {}, false],
    ['updates its attributes', 'UpdateItem', { 'dynamodb:Attributes': ['pk', 'round', 'state'] }, true],
    ['updates the verdict', 'UpdateItem', { 'dynamodb:Attributes': ['pk', 'round', 'verdict'] }, false],
    ['updates an attribute of another case', 'UpdateItem', { 'dynamodb:Attributes': ['State'] }, false],
    ['updates without naming an attribute', 'UpdateItem', {}, false],
    ['deletes', 'DeleteItem', { 'dynamodb:LeadingKeys': ['G#act_1'] }, false],
  ])('%s', (_, action, context, allowed) => {
    expect(judge('Executor', { action: `dynamodb:${action}`, resource: ledger, context }).allowed).toBe(allowed);
  });
});
