import { describe, expect, it } from 'vitest';
import { stackOf } from './template-of.ts';

const account = '000000000000';
const resources = {
  Work: { Type: 'AWS::DynamoDB::Table' },
  Ledger: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': `\${AWS::StackName}-ledger` } } },
  Bus: { Type: 'AWS::Events::EventBus' },
  Told: { Type: 'AWS::Events::Rule', Properties: { EventBusName: { Ref: 'Bus' } } },
  OnDefaultBus: { Type: 'AWS::Events::Rule' },
  Dead: { Type: 'AWS::SQS::Queue' },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  People: { Type: 'AWS::Cognito::UserPool' },
  Domain: { Type: 'AWS::Cognito::UserPoolDomain', Properties: { Domain: 'acme' } },
  Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'acme.example' } },
  Raw: { Type: 'AWS::S3::Bucket' },
  Log: { Type: 'AWS::Logs::LogGroup' },
};

/** The value as a variable of a function sees it. */
function resolved(value: unknown, rest: Record<string, unknown> = {}): unknown {
  const Page = { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { VALUE: value } } } };
  const page = stackOf({ ...resources, Page }, rest).resources.get('Page');
  return JSON.parse(JSON.stringify(page?.properties)).Environment.Variables.VALUE;
}

describe('references', () => {
  it.each<[unknown, unknown]>([
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ Ref: 'AWS::AccountId' }, account],
    [{ Ref: 'AWS::StackName' }, 'Countersign'],
    [{ Ref: 'AWS::NoValue' }, undefined],
    [{ Ref: 'Work' }, 'Work'],
    [{ Ref: 'Ledger' }, 'Countersign-ledger'],
    [{ 'Fn::GetAtt': ['Ledger', 'Arn'] }, `arn:aws:dynamodb:us-east-1:${account}:table/Countersign-ledger`],
    [{ 'Fn::GetAtt': 'Work.Arn' }, `arn:aws:dynamodb:us-east-1:${account}:table/Work`],
    [{ 'Fn::GetAtt': ['Told', 'Arn'] }, `arn:aws:events:us-east-1:${account}:rule/Bus/Told`],
    [{ 'Fn::GetAtt': ['OnDefaultBus', 'Arn'] }, `arn:aws:events:us-east-1:${account}:rule/OnDefaultBus`],
    [{ Ref: 'Dead' }, `https://sqs.us-east-1.amazonaws.com/${account}/Dead`],
    [{ Ref: 'People' }, 'us-east-1_People'],
    [{ 'Fn::GetAtt': ['People', 'ProviderURL'] }, 'http://127.0.0.1:4701'],
    [{ 'Fn::GetAtt': ['People', 'ProviderName'] }, '127.0.0.1:4701'],
    [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:4700'],
    [{ Ref: 'Identity' }, 'acme.example'],
    [{ 'Fn::Sub': `https://\${Domain}.auth.\${AWS::Region}.amazoncognito.com/logout` }, 'http://127.0.0.1:4701/logout'],
    [{ 'Fn::GetAtt': ['Raw', 'Arn'] }, 'arn:aws:s3:::raw'],
    [{ 'Fn::GetAtt': ['Log', 'Arn'] }, `arn:aws:logs:us-east-1:${account}:log-group:Log:*`],
  ])('%j is %s', (value, expected) => {
    expect(resolved(value)).toBe(expected);
  });

  it('a parameter is its default', () => {
    const Parameters = { Domain: { Type: 'String', Default: 'acme.example' } };
    expect(resolved({ Ref: 'Domain' }, { Parameters })).toBe('acme.example');
  });
});

describe('functions', () => {
  it.each<[unknown, unknown]>([
    [{ 'Fn::Join': ['/', ['a', { Ref: 'Work' }]] }, 'a/Work'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a/b'],
    [{ 'Fn::Sub': `\${Work}-\${Api.ApiEndpoint}-\${!Work}` }, `Work-http://127.0.0.1:4700-\${Work}`],
    [{ 'Fn::Sub': [`\${name}-\${AWS::Region}`, { name: { Ref: 'Work' } }] }, 'Work-us-east-1'],
    [{ 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['://', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }] }] }, 'http'],
    [{ 'Fn::If': ['InEurope', 'yes', { Ref: 'Work' }] }, 'Work'],
    [{ 'Fn::If': ['Elsewhere', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['InEurope', 'yes', { Ref: 'AWS::NoValue' }] }, undefined],
  ])('%j is %j', (value, expected) => {
    const InEurope = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] };
    const Elsewhere = {
      'Fn::And': [{ 'Fn::Not': [{ Condition: 'InEurope' }] }, { 'Fn::Or': [InEurope, { 'Fn::Equals': [1, 1] }] }],
    };
    expect(resolved(value, { Conditions: { InEurope, Elsewhere } })).toBe(expected);
  });

  it('a resource and an output whose condition does not hold are left out', () => {
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    const stack = stackOf(
      { Work: resources.Work, Log: { Type: 'AWS::Logs::LogGroup', Condition: 'Never' } },
      { Conditions, Outputs: { Table: { Value: { Ref: 'Work' } }, Log: { Value: 'x', Condition: 'Never' } } },
    );
    expect([...stack.resources.keys()]).toEqual(['Work']);
    expect(stack.outputs).toEqual({ Table: 'Work' });
  });
});

describe('what the local run cannot resolve is refused by name', () => {
  const page = 'Stack resource Page (AWS::Lambda::Function)';

  it.each<[unknown, string]>([
    [
      { 'Fn::GetAtt': ['Work', 'TableId'] },
      `${page} uses attribute "TableId" of Work (AWS::DynamoDB::Table), which the local run does not know. Add it to infra/local/assembly/attributes.ts.`,
    ],
    [
      { 'Fn::Base64': 'x' },
      `${page} uses intrinsic "Fn::Base64", which the local run does not know. Add it to infra/local/assembly/intrinsics.ts.`,
    ],
    [{ 'Fn::Join': ['', ['a']], Ref: 'Work' }, 'uses intrinsic "Fn::Join"'],
    [{ 'Fn::Sub': `\${Work.Id}` }, 'uses attribute "Id" of Work'],
    [{ Ref: 'Elsewhere' }, `${page} refers to "Elsewhere", which the template does not have.`],
    [{ 'Fn::If': ['Never', 1, 2] }, 'uses condition "Never"'],
    [{ 'Fn::Select': [2, ['a']] }, 'selects item 2 of a list of 1'],
    [{ 'Fn::Join': ['', [{ a: 'b' }]] }, 'needs text where the template has {"a":"b"}'],
    [{ 'Fn::Join': ['', 'ab'] }, 'needs a list where the template has "ab"'],
    [
      { 'Fn::Sub': `https://\${Api}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/` },
      'builds the address "https://Api.execute-api.us-east-1.amazonaws.com/", which leads to AWS',
    ],
    [{ 'Fn::Sub': `https://cognito-idp.us-east-1.amazonaws.com/\${People}` }, 'Use the attribute ApiEndpoint'],
  ])('%j', (value, sentence) => {
    expect(() => resolved(value)).toThrow(sentence);
  });

  it('a parameter that is read from the account at deployment', () => {
    const Parameters = { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/bootstrap/version' } };
    expect(() => resolved({ Ref: 'Version' }, { Parameters })).toThrow('uses parameter "Version"');
  });
});
