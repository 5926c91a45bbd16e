import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allow, type FlowFunction } from './flow-function.ts';

/** Every agent's files lie below this, each in the folder `agents/<agent id>/`. */
const PREFIX = 'agents/*';

/** What came by mail. */
const INBOUND = 'agents/*/inbound/*';

/** Files that agents can attach. What was approved is one version, and versions stay: nothing of the stack deletes one. */
export class AgentFiles extends Construct {
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#bucket = new Bucket(this, 'Default', {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.#bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Two functions read single versions, and the ledger says of which action; CloudTrail data events, where wanted, tell more than server access logs.',
    });
  }

  get bucketName(): string {
    return this.#bucket.bucketName;
  }

  /** Lets functions read versions that they can name: they list nothing, and store and delete nothing. */
  readBy(...readers: FlowFunction[]): void {
    for (const reader of readers) {
      reader.may(allow(['s3:GetObjectVersion'], this.#bucket.arnForObjects(PREFIX)));
      Validations.of(reader.role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${this.#logicalId}.Arn>/${PREFIX}]`,
        reason: 'Files are stored after the deploy; which of them an agent may send, its id in their keys says.',
      });
    }
  }

  /** Lets a function store what agents got by mail, each in the agent's folder; under any other key it stores nothing. */
  mailStoredBy(storing: FlowFunction): void {
    storing.may(allow(['s3:PutObject'], this.#bucket.arnForObjects(INBOUND)));
    Validations.of(storing.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${this.#logicalId}.Arn>/${INBOUND}]`,
      reason: 'Which agent a mail is for, its address says, and people give out addresses after the deploy.',
    });
  }

  get #logicalId(): string {
    return this.node.id;
  }
}
