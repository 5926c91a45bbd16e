import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';

/** What the running machine adds to the template: addresses without a slash at the end. */
export type RuntimeAddresses = {
  /** `http://127.0.0.1:4700` */
  apiUrl: string;
  /** Of the OpenID provider that stands for the user pool: `http://127.0.0.1:4701` */
  issuer: string;
};

/** A resource as far as its attributes need it. */
type Described = {
  id: string;
  /** A property, resolved; undefined when it is not set. */
  text(property: string): string | undefined;
  addresses: RuntimeAddresses;
};

type Attribute = (resource: Described) => string;

const arn = (service: string, rest: string) => `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${rest}`;
const id: Attribute = (r) => r.id;
/** The physical name: the name property, or the logical id. */
const name =
  (property: string): Attribute =>
  (r) =>
    r.text(property) ?? r.id;
const required =
  (property: string): Attribute =>
  (r) => {
    const value = r.text(property);
    if (value === undefined) throw new Error(`Stack resource ${r.id} needs the property "${property}".`);
    return value;
  };

const table = name('TableName');
const tableArn: Attribute = (r) => arn('dynamodb', `table/${table(r)}`);
/** DynamoDB labels a stream by the time that it was made; here it has always been there. */
const streamArn: Attribute = (r) => `${tableArn(r)}/stream/2026-01-01T00:00:00.000`;

const functionName = name('FunctionName');
const roleName = name('RoleName');
const busName = name('Name');
const ruleName = name('Name');
/** A rule of a bus of its own carries the bus in its ARN; the bus may be given by name or ARN. */
const ruleBus = (r: Described) => (r.text('EventBusName') ?? 'default').split('/').at(-1) ?? 'default';
const ruleInBus = (r: Described, separator: string) =>
  ruleBus(r) === 'default' ? ruleName(r) : `${ruleBus(r)}${separator}${ruleName(r)}`;
const queueName = name('QueueName');
const queueUrl: Attribute = (r) => `https://sqs.${LOCAL_REGION}.amazonaws.com/${LOCAL_ACCOUNT}/${queueName(r)}`;
const poolId: Attribute = (r) => `${LOCAL_REGION}_${r.id}`;
const bucketName: Attribute = (r) => r.text('BucketName') ?? r.id.toLowerCase();
const topicArn: Attribute = (r) => arn('sns', name('TopicName')(r));
const logGroupName = name('LogGroupName');

/** `Ref` and the attributes of `Fn::GetAtt`, by resource type. */
export const attributesByType: Record<string, Record<string, Attribute>> = {
  'AWS::ApiGatewayV2::Api': { Ref: id, ApiId: id, ApiEndpoint: (r) => r.addresses.apiUrl },
  'AWS::ApiGatewayV2::Authorizer': { Ref: id, AuthorizerId: id },
  'AWS::ApiGatewayV2::Integration': { Ref: id },
  'AWS::ApiGatewayV2::Route': { Ref: id, RouteId: id },
  'AWS::ApiGatewayV2::Stage': { Ref: required('StageName') },
  'AWS::CDK::Metadata': { Ref: id },
  'AWS::CloudWatch::Alarm': {
    Ref: name('AlarmName'),
    Arn: (r) => arn('cloudwatch', `alarm:${name('AlarmName')(r)}`),
  },
  'AWS::Cognito::ManagedLoginBranding': { Ref: id },
  'AWS::Cognito::UserPool': {
    Ref: poolId,
    UserPoolId: poolId,
    Arn: (r) => arn('cognito-idp', `userpool/${poolId(r)}`),
    ProviderURL: (r) => r.addresses.issuer,
    ProviderName: (r) => r.addresses.issuer.replace(/^https?:\/\//, ''),
  },
  'AWS::Cognito::UserPoolClient': { Ref: id, ClientId: id },
  'AWS::Cognito::UserPoolDomain': { Ref: required('Domain') },
  'AWS::Cognito::UserPoolUser': { Ref: required('Username') },
  'AWS::Cognito::UserPoolResourceServer': { Ref: required('Identifier') },
  'AWS::DynamoDB::Table': { Ref: table, Arn: tableArn, StreamArn: streamArn },
  'AWS::Events::EventBus': { Ref: busName, Name: busName, Arn: (r) => arn('events', `event-bus/${busName(r)}`) },
  'AWS::Events::Rule': {
    Ref: (r) => ruleInBus(r, '|'),
    Arn: (r) => arn('events', `rule/${ruleInBus(r, '/')}`),
  },
  'AWS::IAM::Policy': { Ref: name('PolicyName') },
  'AWS::IAM::Role': { Ref: roleName, Arn: (r) => `arn:aws:iam::${LOCAL_ACCOUNT}:role/${roleName(r)}` },
  'AWS::KMS::Key': { Ref: id, KeyId: id, Arn: (r) => arn('kms', `key/${r.id}`) },
  'AWS::Lambda::EventInvokeConfig': { Ref: id },
  'AWS::Lambda::EventSourceMapping': { Ref: id, Id: id },
  'AWS::Lambda::Function': { Ref: functionName, Arn: (r) => arn('lambda', `function:${functionName(r)}`) },
  'AWS::Lambda::Permission': { Ref: id },
  'AWS::Logs::LogGroup': { Ref: logGroupName, Arn: (r) => arn('logs', `log-group:${logGroupName(r)}:*`) },
  'AWS::S3::Bucket': { Ref: bucketName, Arn: (r) => `arn:aws:s3:::${bucketName(r)}` },
  'AWS::S3::BucketPolicy': { Ref: id },
  'AWS::SMSVOICE::ConfigurationSet': {
    Ref: name('ConfigurationSetName'),
    Arn: (r) => arn('sms-voice', `configuration-set/${name('ConfigurationSetName')(r)}`),
  },
  'AWS::SMSVOICE::ProtectConfiguration': {
    Ref: id,
    ProtectConfigurationId: id,
    Arn: (r) => arn('sms-voice', `protect-configuration/${r.id}`),
  },
  'AWS::SES::ConfigurationSet': { Ref: name('Name') },
  'AWS::SES::ConfigurationSetEventDestination': { Ref: id },
  'AWS::SES::EmailIdentity': {
    Ref: required('EmailIdentity'),
    /** DNS records that a deployment prints; no mail here is signed by them. */
    ...Object.fromEntries(
      [1, 2, 3].flatMap((n): [string, Attribute][] => [
        [`DkimDNSTokenName${n}`, (r) => `local${n}._domainkey.${required('EmailIdentity')(r)}`],
        [`DkimDNSTokenValue${n}`, () => `local${n}.dkim.amazonses.com`],
      ]),
    ),
  },
  'AWS::SES::ReceiptRule': { Ref: id },
  'AWS::SES::ReceiptRuleSet': { Ref: name('RuleSetName') },
  'AWS::SNS::Subscription': { Ref: id },
  'AWS::SNS::Topic': { Ref: topicArn, TopicArn: topicArn, TopicName: name('TopicName') },
  'AWS::SNS::TopicPolicy': { Ref: id },
  'AWS::SQS::Queue': {
    Ref: queueUrl,
    QueueUrl: queueUrl,
    QueueName: queueName,
    Arn: (r) => arn('sqs', queueName(r)),
  },
  'AWS::SQS::QueuePolicy': { Ref: id },
  'AWS::Scheduler::ScheduleGroup': {
    Ref: name('Name'),
    Arn: (r) => arn('scheduler', `schedule-group/${name('Name')(r)}`),
  },
  'AWS::Scheduler::Schedule': {
    Ref: name('Name'),
    Arn: (r) => arn('scheduler', `schedule/${r.text('GroupName') ?? 'default'}/${name('Name')(r)}`),
  },
};
