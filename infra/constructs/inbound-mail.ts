import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { allow, type FlowFunction } from './flow-function.ts';

const ruleName = 'agents';
const prefix = 'inbound/';

/**
 * Mail to agents is kept as it came, for thirty days, and handed to a function. SES has one active rule set per account:
 * activate this one after the deploy.
 */
export class InboundMail extends Construct {
  readonly ruleSetName: string;
  readonly #bucket: Bucket;
  readonly #domain: string;

  constructor(scope: Construct, id: string, { domain }: { domain: string }) {
    super(scope, id);
    this.#domain = domain;
    this.#bucket = privateBucket(this);
    this.ruleSetName = new CfnReceiptRuleSet(this, 'Rules').ref;
  }

  get env(): { MAIL_BUCKET: string; MAIL_PREFIX: string } {
    return { MAIL_BUCKET: this.#bucket.bucketName, MAIL_PREFIX: prefix };
  }

  /** Each mail starts the function once it is stored. */
  starts(started: FlowFunction): void {
    const { account } = Stack.of(this);
    const sourceArn = ruleArn(this, this.ruleSetName);
    this.#bucket.addToResourcePolicy(mayStore(this.#bucket, sourceArn));
    started.invokedAsynchronously({ retries: 2, maxAge: Duration.hours(6) });
    started.lambda.addPermission('Mail', { principal: ses, sourceArn, sourceAccount: account });
    started.may(allow(['s3:GetObject'], this.#bucket.arnForObjects(`${prefix}*`)));
    Validations.of(started.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<InboundMailRaw.Arn>/${prefix}*]`,
      reason: 'Mails are stored after the deploy; nothing else is in this bucket.',
    });
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: this.ruleSetName,
      rule: {
        name: ruleName,
        enabled: true,
        recipients: [`agents.${this.#domain}`],
        tlsPolicy: 'Require',
        scanEnabled: true,
        // In this order: the function reads what was stored.
        actions: [
          { s3Action: { bucketName: this.#bucket.bucketName, objectKeyPrefix: prefix } },
          { lambdaAction: { functionArn: started.lambda.functionArn, invocationType: 'Event' } },
        ],
      },
    });
    // SES tries both when the rule is made.
    if (this.#bucket.policy) rule.node.addDependency(this.#bucket.policy);
    rule.node.addDependency(started.lambda.permissionsNode.findChild('Mail'));
  }
}

function privateBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'Raw', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'SES alone writes here and objects go after 30 days; CloudTrail data events, where wanted, tell more than server access logs.',
  });
  return bucket;
}

const ses = new ServicePrincipal('ses.amazonaws.com');

function ruleArn(scope: Construct, ruleSetName: string): string {
  return Stack.of(scope).formatArn({
    ...{ service: 'ses', resource: 'receipt-rule-set', resourceName: `${ruleSetName}:receipt-rule/${ruleName}` },
  });
}

function mayStore(bucket: Bucket, sourceArn: string): PolicyStatement {
  return new PolicyStatement({
    ...{ principals: [ses], actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`${prefix}*`)] },
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account, 'aws:SourceArn': sourceArn } },
  });
}
