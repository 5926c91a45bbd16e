import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { allow, type FlowFunction } from './flow-function.ts';

/** Starts a function once a minute. A minute that failed is not tried again: the next one does its work. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, started: FlowFunction) {
    super(scope, id);
    const { account } = Stack.of(this);
    const group = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
      }),
    });
    role.addToPolicy(allow(['lambda:InvokeFunction'], started.lambda.functionArn));
    role.addToPolicy(allow(['sqs:SendMessage'], started.deadLetters.queueArn));
    started.invokedAsynchronously({ retries: 0, maxAge: Duration.minutes(1) });
    const schedule = new CfnSchedule(this, 'Default', {
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: started.lambda.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 },
        deadLetterConfig: { arn: started.deadLetters.queueArn },
      },
    });
    schedule.node.addDependency(role);
    started.alarmWhenSilent();
  }
}
