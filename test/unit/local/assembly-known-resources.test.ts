import { describe, expect, it } from 'vitest';
import { type Described, stackOf } from './template-of.ts';

const refusal = (id: string, resource: Described) => () => stackOf({ [id]: resource });

describe('a type that the local run does not know', () => {
  it('is refused by name, before anything that refers to it', () => {
    const Page = { Type: 'AWS::Lambda::Function', Properties: { Role: { Ref: 'Cache' } } };
    const Cache = { Type: 'AWS::ElastiCache::CacheCluster' };
    expect(() => stackOf({ Page, Cache })).toThrow(
      'Stack resource Cache (AWS::ElastiCache::CacheCluster) is of a type that the local run does not know. Add it to infra/local/assembly/known-resources.ts and attributes.ts',
    );
  });

  it('is not taken for known because objects have a property of that name', () => {
    expect(refusal('Odd', { Type: 'constructor' })).toThrow('is of a type');
  });
});

describe('a property that the local run does not know', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['AWS::Lambda::Function', { Layers: ['x'] }, 'Layers'],
    ['AWS::Lambda::Function', { VpcConfig: {} }, 'VpcConfig'],
    ['AWS::Lambda::EventSourceMapping', { TumblingWindowInSeconds: 1 }, 'TumblingWindowInSeconds'],
    [
      'AWS::Lambda::EventSourceMapping',
      { FilterCriteria: { Filters: [{ Patern: '{}' }] } },
      'FilterCriteria.Filters.Patern',
    ],
    ['AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnSuccess: {} } }, 'DestinationConfig.OnSuccess'],
    ['AWS::Events::Rule', { Targets: [{ Arn: 'a' }, { InputTransformer: {} }] }, 'Targets.InputTransformer'],
    ['AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' }, 'ScheduleExpression'],
    ['AWS::Scheduler::Schedule', { EndDate: '2026-01-01' }, 'EndDate'],
    ['AWS::Scheduler::Schedule', { Target: { SqsParameters: {} } }, 'Target.SqsParameters'],
    ['AWS::ApiGatewayV2::Route', { RequestParameters: {} }, 'RequestParameters'],
    [
      'AWS::ApiGatewayV2::Stage',
      { RouteSettings: { 'GET /a': {}, 'GET /': { LoggingLevel: 'INFO' } } },
      'RouteSettings.GET /.LoggingLevel',
    ],
    ['AWS::DynamoDB::Table', { KinesisStreamSpecification: {} }, 'KinesisStreamSpecification'],
    ['AWS::IAM::Role', { PermissionsBoundary: 'arn' }, 'PermissionsBoundary'],
    ['AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }, 'ManagedPolicyArns'],
    ['AWS::Lambda::Function', { toString: 'x' }, 'toString'],
  ])('%s %j', (Type, Properties, path) => {
    expect(refusal('Odd', { Type, Properties })).toThrow(
      `Stack resource Odd (${Type}): "${path}" is a property that the local run does not know. Change it in infra/`,
    );
  });
});

describe('a value that the local run cannot do', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['AWS::DynamoDB::Table', { BillingMode: 'PROVISIONED' }, '"BillingMode" is "PROVISIONED"'],
    ['AWS::Lambda::Function', { Runtime: 'python3.14' }, '"Runtime" is "python3.14"'],
    ['AWS::Lambda::Function', { Environment: 'x' }, '"Environment" is not an object'],
    ['AWS::ApiGatewayV2::Authorizer', { AuthorizerType: 'REQUEST' }, '"AuthorizerType" is "REQUEST"'],
    ['AWS::ApiGatewayV2::Route', { AuthorizationType: 'AWS_IAM' }, 'only NONE or JWT'],
    ['AWS::Cognito::UserPoolClient', { AllowedOAuthFlows: ['code', 'implicit'] }, '"AllowedOAuthFlows" is "implicit"'],
    ['AWS::Scheduler::Schedule', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, '"FlexibleTimeWindow.Mode" is'],
  ])('%s %j', (Type, Properties, complaint) => {
    expect(refusal('Odd', { Type, Properties })).toThrow(complaint);
  });

  it('is judged after its intrinsic functions are resolved', () => {
    const BillingMode = { 'Fn::Join': ['_', ['PAY_PER', 'REQUEST']] };
    expect(refusal('Ledger', { Type: 'AWS::DynamoDB::Table', Properties: { BillingMode } })).not.toThrow();
  });
});
