import { describe, expect, it } from 'vitest';
import { makeJudge } from '../../../infra/local/iam/judge-call.ts';
import { makeServiceJudge, routeArn, scheduleGroupArn, streamRefusal } from '../../../infra/local/iam/judge-service.ts';
import { compileResourcePolicy } from '../../../infra/local/iam/resource-policies.ts';
import { lambda, lambdaThatMay, policyDocument, role, stackOf } from './template-of.ts';

const account = '000000000000';
const events = 'events.amazonaws.com';
const permission = (Properties: Record<string, unknown>) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Action: 'lambda:InvokeFunction', FunctionName: { 'Fn::GetAtt': ['Tell', 'Arn'] }, ...Properties },
});
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const { resources } = stackOf({
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  Settled: { Type: 'AWS::Events::Rule', Properties: { EventBusName: { Ref: 'Bus' } } },
  ...lambdaThatMay('Tell'),
  ...lambdaThatMay('Alone'),
  ByRule: permission({ Principal: events, SourceArn: arnOf('Settled') }),
  ByRoute: permission({
    Principal: 'apigateway.amazonaws.com',
    FunctionName: { Ref: 'Tell' },
    SourceArn: { 'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:Api/*/*/approvals/{actionId}` },
  }),
  ByMail: permission({ Principal: 'ses.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } }),
  ByStranger: permission({ Principal: 'sns.amazonaws.com', SourceAccount: '111111111111' }),
  Dead: { Type: 'AWS::SQS::Queue' },
  DeadPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Dead' }],
      PolicyDocument: policyDocument(
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'sqs:*',
          Resource: arnOf('Dead'),
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Effect: 'Allow',
          Principal: { Service: events },
          Action: 'sqs:SendMessage',
          Resource: arnOf('Dead'),
          Condition: { ArnEquals: { 'aws:SourceArn': arnOf('Settled') } },
        },
      ),
    },
  },
  Bare: { Type: 'AWS::SQS::Queue' },
});
const services = makeServiceJudge(resources);
const rule = `arn:aws:events:us-east-1:${account}:rule/bus/Settled`;
const route = routeArn('Api', '$default', 'GET', '/approvals/{actionId}');

describe('a service invokes a function', () => {
  it.each<[string, string, string, string, boolean]>([
    ['the rule of the permission', events, rule, 'Tell', true],
    ['another rule', events, `${rule}2`, 'Tell', false],
    ['another service with that source', 'sns.amazonaws.com', rule, 'Tell', false],
    ['a function that permits nobody', events, rule, 'Alone', false],
    ['a function that is not there', events, rule, 'Nowhere', false],
    ['the route of the permission', 'apigateway.amazonaws.com', route, 'Tell', true],
    ['another route', 'apigateway.amazonaws.com', routeArn('Api', '$default', 'GET', '/approvals'), 'Tell', false],
    ['a permission for all of our mail', 'ses.amazonaws.com', `arn:aws:ses:us-east-1:${account}:x`, 'Tell', true],
    ['a permission for another account', 'sns.amazonaws.com', `arn:aws:sns:us-east-1:${account}:x`, 'Tell', false],
  ])('%s', (_, principal, sourceArn, functionId, may) => {
    expect(services.mayInvoke(principal, sourceArn, functionId)).toBe(may);
  });
});

describe('a service sends to a queue', () => {
  const dead = `arn:aws:sqs:us-east-1:${account}:Dead`;

  it.each<[string, string, string, string, boolean]>([
    ['the rule that the policy names', events, rule, dead, true],
    ['another rule', events, `${rule}2`, dead, false],
    ['another service', 'sns.amazonaws.com', rule, dead, false],
    ['a queue without a policy', events, rule, `arn:aws:sqs:us-east-1:${account}:Bare`, false],
  ])('%s', (_, principal, sourceArn, queueArn, may) => {
    expect(services.maySend(principal, sourceArn, queueArn)).toBe(may);
  });
});

describe('a policy on a resource', () => {
  const call = { principal: events, action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:0:Dead' };
  const allowed = (Principal: unknown) => ({ Effect: 'Allow', Action: 'sqs:*', Resource: '*', Principal });

  it.each<[string, object[], boolean]>([
    ['allows one of several services', [allowed({ Service: ['ses.amazonaws.com', events] })], true],
    ['allows everybody', [allowed('*')], true],
    ['allows a person', [allowed({ AWS: 'arn:aws:iam::000000000000:root' })], false],
    ['denies everybody', [allowed({ Service: events }), { ...allowed('*'), Effect: 'Deny' }], false],
    ['denies everybody as AWS', [allowed({ Service: events }), { ...allowed({ AWS: '*' }), Effect: 'Deny' }], false],
  ])('%s', (_, statements, may) => {
    expect(compileResourcePolicy(policyDocument(...statements))(call)).toBe(may);
  });

  it('names a principal that the local run does not know', () => {
    expect(() => compileResourcePolicy(policyDocument(allowed({ CanonicalUser: 'x' })))).toThrow('CanonicalUser');
  });
});

describe('a service runs with a role', () => {
  const group = scheduleGroupArn();
  const trust = policyDocument({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'scheduler.amazonaws.com' },
    Condition: {
      StringEquals: {
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
        'aws:SourceArn': `arn:aws:scheduler:us-east-1:${account}:schedule-group/default`,
      },
    },
  });
  const { resources } = stackOf({ Clock: role('', { AssumeRolePolicyDocument: trust }) });
  const { mayAssume } = makeServiceJudge(resources);
  const clock = `arn:aws:iam::${account}:role/Clock`;

  it.each<[string, string, string | undefined, string, boolean]>([
    ['for the schedule group that it trusts', 'scheduler.amazonaws.com', group, clock, true],
    ['for another group', 'scheduler.amazonaws.com', `${group}2`, clock, false],
    ['without saying for what', 'scheduler.amazonaws.com', undefined, clock, false],
    ['that trusts another service', 'lambda.amazonaws.com', group, clock, false],
    ['that is not there', 'scheduler.amazonaws.com', group, `${clock}2`, false],
  ])('%s', (_, principal, sourceArn, roleArn, may) => {
    expect(mayAssume(principal, sourceArn, roleArn)).toBe(may);
  });

  it('Lambda must be trusted by the role of every function', () => {
    const { resources } = stackOf({ Tell: lambda('TellRole'), TellRole: role('ec2.amazonaws.com') });
    expect(() => makeServiceJudge(resources)).toThrow(
      'TellRole defined for the function Tell cannot be assumed by Lambda',
    );
  });
});

describe('a function reads a stream', () => {
  const stream = `arn:aws:dynamodb:us-east-1:${account}:table/Ledger/stream/1`;
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((one) => `dynamodb:${one}`);
  const refusalWith = (granted: string[]) => {
    const statement = { Effect: 'Allow', Action: granted, Resource: stream };
    return streamRefusal(makeJudge(stackOf(lambdaThatMay('Publish', statement)).resources), 'Publish', stream);
  };

  it('with the four grants that Lambda asks for', () => {
    expect(refusalWith(actions)).toBeUndefined();
  });

  it.each(actions)('not without %s', (missing) => {
    expect(refusalWith(actions.filter((action) => action !== missing))).toContain(`${missing} on resource: ${stream}`);
  });
});
