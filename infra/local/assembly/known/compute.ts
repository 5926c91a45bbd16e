import { acts, inert, mapOf, only, type Shape } from './shape.ts';

const label = inert('a label');
const toQueue = { OnFailure: { Destination: acts } };
const atRest = inert('the disk of this machine is encrypted or not, as its owner wants');
const role = {
  RoleName: acts,
  Path: only('/'),
  AssumeRolePolicyDocument: acts,
  Policies: { PolicyName: acts, PolicyDocument: acts },
  Description: label,
  MaxSessionDuration: inert('keys live as long as the run'),
  Tags: inert('no policy here asks for tags'),
};

export const compute = {
  'AWS::Lambda::Function': {
    Architectures: inert('bundles are JavaScript: they run on any'),
    Code: { S3Bucket: inert('the bundle is in the assembly'), S3Key: acts },
    DeadLetterConfig: { TargetArn: acts },
    Description: label,
    Environment: { Variables: mapOf(acts) },
    Handler: acts,
    LoggingConfig: { LogFormat: acts, LogGroup: inert('logs go to the terminal and .countersign/') },
    MemorySize: acts,
    ReservedConcurrentExecutions: acts,
    Role: acts,
    Runtime: only('nodejs24.x'),
    Tags: label,
    Timeout: acts,
    TracingConfig: inert('there is no X-Ray'),
  },
  'AWS::Lambda::Permission': {
    Action: only('lambda:InvokeFunction'),
    FunctionName: acts,
    Principal: acts,
    SourceAccount: acts,
    SourceArn: acts,
  },
  'AWS::Lambda::EventSourceMapping': {
    BatchSize: acts,
    BisectBatchOnFunctionError: acts,
    DestinationConfig: toQueue,
    Enabled: acts,
    EventSourceArn: acts,
    FilterCriteria: { Filters: { Pattern: acts } },
    FunctionName: acts,
    FunctionResponseTypes: only('ReportBatchItemFailures'),
    MaximumBatchingWindowInSeconds: acts,
    MaximumRecordAgeInSeconds: acts,
    MaximumRetryAttempts: acts,
    ParallelizationFactor: inert('one batch at a time keeps the order that any factor keeps'),
    StartingPosition: acts,
    Tags: label,
  },
  'AWS::Lambda::EventInvokeConfig': {
    DestinationConfig: toQueue,
    FunctionName: acts,
    MaximumEventAgeInSeconds: acts,
    MaximumRetryAttempts: acts,
    Qualifier: only('$LATEST'),
  },
  'AWS::IAM::Role': role,
  'AWS::IAM::Policy': { PolicyName: acts, PolicyDocument: acts, Roles: acts },
  'AWS::Logs::LogGroup': {
    LogGroupName: acts,
    KmsKeyId: atRest,
    RetentionInDays: inert('the terminal forgets by itself'),
    Tags: label,
  },
} satisfies Record<string, Shape>;
