import { acts, inert, only, type Shape } from './shape.ts';

const label = inert('a label');
const atRest = inert('the disk of this machine is encrypted or not, as its owner wants');
const unthrottled = inert('the local queue of a function takes every event at the first try');
const delivery = {
  DeadLetterConfig: { Arn: acts },
  RetryPolicy: { MaximumEventAgeInSeconds: unthrottled, MaximumRetryAttempts: unthrottled },
};
const alarming = inert('nobody is woken up by a laptop: failures are shown in the terminal');

export const events = {
  'AWS::Events::EventBus': { Name: acts, Description: label, KmsKeyIdentifier: atRest, Tags: label },
  'AWS::Events::Rule': {
    Name: acts,
    Description: label,
    EventBusName: acts,
    EventPattern: acts,
    State: acts,
    Targets: { Arn: acts, Id: acts, Input: acts, InputPath: acts, ...delivery },
  },
  'AWS::SQS::Queue': {
    QueueName: acts,
    KmsMasterKeyId: atRest,
    MessageRetentionPeriod: inert('dead letters stay until --fresh'),
    SqsManagedSseEnabled: atRest,
    Tags: label,
    VisibilityTimeout: inert('nobody receives from a dead-letter queue here'),
  },
  'AWS::SQS::QueuePolicy': { PolicyDocument: acts, Queues: acts },
  'AWS::Scheduler::ScheduleGroup': { Name: acts, Tags: label },
  'AWS::Scheduler::Schedule': {
    Name: acts,
    Description: label,
    FlexibleTimeWindow: { Mode: only('OFF') },
    GroupName: acts,
    ScheduleExpression: acts,
    ScheduleExpressionTimezone: acts,
    State: acts,
    Target: { Arn: acts, RoleArn: acts, Input: acts, ...delivery },
  },
  'AWS::Logs::MetricFilter': {
    FilterPattern: alarming,
    LogGroupName: alarming,
    MetricTransformations: alarming,
  },
  'AWS::CloudWatch::Alarm': {
    ActionsEnabled: alarming,
    AlarmActions: alarming,
    AlarmDescription: alarming,
    AlarmName: alarming,
    ComparisonOperator: alarming,
    DatapointsToAlarm: alarming,
    Dimensions: alarming,
    EvaluationPeriods: alarming,
    MetricName: alarming,
    Metrics: alarming,
    Namespace: alarming,
    OKActions: alarming,
    Period: alarming,
    Statistic: alarming,
    Tags: label,
    Threshold: alarming,
    TreatMissingData: alarming,
  },
  'AWS::SNS::Topic': {
    DisplayName: label,
    KmsMasterKeyId: atRest,
    Tags: label,
    TopicName: acts,
  },
  'AWS::SNS::Subscription': {
    Endpoint: acts,
    FilterPolicy: acts,
    FilterPolicyScope: only('MessageBody'),
    Protocol: only('lambda'),
    RedrivePolicy: { deadLetterTargetArn: acts },
    TopicArn: acts,
  },
  'AWS::SNS::TopicPolicy': { PolicyDocument: acts, Topics: acts },
} satisfies Record<string, Shape>;
