import { acts, inert, only, type Shape } from './shape.ts';

const backup = inert('a local table lives under .countersign/ and has no backups');
const atRest = inert('the disk of this machine is encrypted or not, as its owner wants');
const index = { IndexName: acts, KeySchema: acts, Projection: { ProjectionType: acts, NonKeyAttributes: acts } };

const table = {
  TableName: acts,
  AttributeDefinitions: acts,
  KeySchema: acts,
  BillingMode: only('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: index,
  StreamSpecification: { StreamViewType: acts },
  TimeToLiveSpecification: { AttributeName: acts, Enabled: acts },
  SSESpecification: atRest,
  DeletionProtectionEnabled: inert('only `npm start -- --fresh` deletes a local table'),
  PointInTimeRecoverySpecification: backup,
  Tags: inert('a label'),
};

export const data = {
  'AWS::DynamoDB::Table': table,
  'AWS::S3::Bucket': {
    BucketName: acts,
    BucketEncryption: atRest,
    LifecycleConfiguration: inert('what is kept is emptied by --fresh'),
    OwnershipControls: inert('there is one owner'),
    PublicAccessBlockConfiguration: inert('only this machine reaches it'),
    VersioningConfiguration: { Status: only('Enabled') },
  },
  'AWS::S3::BucketPolicy': { Bucket: acts, PolicyDocument: acts },
  'AWS::KMS::Key': {
    Description: inert('a label'),
    EnableKeyRotation: atRest,
    KeyPolicy: atRest,
    PendingWindowInDays: atRest,
    Tags: inert('a label'),
  },
} satisfies Record<string, Shape>;
