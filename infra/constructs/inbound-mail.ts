import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

const ruleName = 'agents';

/** Mail to agents is kept as it came, for thirty days. SES has one active rule set per account: activate this one after the deploy. */
export class InboundMail extends Construct {
  readonly ruleSetName: string;

  constructor(scope: Construct, id: string, { domain }: { domain: string }) {
    super(scope, id);
    const bucket = privateBucket(this);
    const ruleSet = new CfnReceiptRuleSet(this, 'Rules');
    this.ruleSetName = ruleSet.ref;
    bucket.addToResourcePolicy(mayStore(bucket, this.ruleSetName));
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: this.ruleSetName,
      rule: {
        name: ruleName,
        enabled: true,
        recipients: [`agents.${domain}`],
        tlsPolicy: 'Require',
        scanEnabled: true,
        actions: [{ s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: 'inbound/' } }],
      },
    });
    // SES writes a test object when the rule is made.
    if (bucket.policy) rule.node.addDependency(bucket.policy);
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

function mayStore(bucket: Bucket, ruleSetName: string): PolicyStatement {
  const { account } = Stack.of(bucket);
  const rule = Stack.of(bucket).formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${ruleSetName}:receipt-rule/${ruleName}`,
  });
  return new PolicyStatement({
    principals: [new ServicePrincipal('ses.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('inbound/*')],
    conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': rule } },
  });
}
