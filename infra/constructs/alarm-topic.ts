import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type MathExpression,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Where alarms go; subscribe the people on duty to it. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const fromOurAlarms = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    };
    // CloudWatch cannot publish to a topic under the key that AWS manages for SNS: nobody can edit that key's policy.
    const key = new Key(this, 'Key', {
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY, // It protects nothing that outlives the stack.
      description: 'Alarms of Countersign',
    });
    key.addToResourcePolicy(
      new PolicyStatement({ ...fromOurAlarms, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }),
    );
    this.topic = new Topic(this, 'Default', { masterKey: key, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({ ...fromOurAlarms, actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
    );
  }

  /** Alarms when nothing at all was counted for five minutes; `says` is read by a person who was woken up. */
  whenSilent(scope: Construct, id: string, metric: Metric, says: string): void {
    new Alarm(scope, id, {
      metric: metric.with({ period: Duration.minutes(5) }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // A function that nothing starts counts nothing, and sends no zeros either.
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: says,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  /** Alarms when the metric goes over `above`; `says` is read by a person who was woken up. */
  when(
    scope: Construct,
    id: string,
    metric: Metric | MathExpression,
    { above, says }: { above: number; says: string },
  ): void {
    new Alarm(scope, id, {
      metric: metric.with({ period: Duration.minutes(1) }),
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: says,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
