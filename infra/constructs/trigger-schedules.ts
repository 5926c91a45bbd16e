import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { allow, type FlowFunction } from './flow-function.ts';

/**
 * The schedules of triggers, which people make after the deploy: in a group of their own, which goes with the stack and takes
 * them along. Each starts the one function, with a role that can do nothing else.
 */
export class TriggerSchedules extends Construct {
  readonly #group: CfnScheduleGroup;
  readonly #role: Role;
  readonly #started: FlowFunction;

  constructor(scope: Construct, id: string, started: FlowFunction) {
    super(scope, id);
    const groupName = 'countersign-triggers';
    this.#group = new CfnScheduleGroup(this, 'Group', { name: groupName });
    this.#started = started;
    const { account } = Stack.of(this);
    const source = this.#arn('schedule-group', groupName);
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': source } },
      }),
    });
    this.#role.addToPolicy(allow(['lambda:InvokeFunction'], started.lambda.functionArn));
    this.#role.addToPolicy(allow(['sqs:SendMessage'], started.deadLetters.queueArn));
  }

  get env() {
    return {
      SCHEDULE_GROUP: this.#group.ref,
      SCHEDULE_TARGET: this.#started.lambda.functionArn,
      SCHEDULE_ROLE: this.#role.roleArn,
      SCHEDULE_DEAD_LETTERS: this.#started.deadLetters.queueArn,
    };
  }

  /** Lets a function make, change and remove schedules of triggers, and no others, and hand them the one role. */
  changedBy(changer: FlowFunction): void {
    this.#grant(changer, 'scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule');
    changer.may(
      new PolicyStatement({
        ...{ actions: ['iam:PassRole'], resources: [this.#role.roleArn] },
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }

  /** Lets a function remove schedules of triggers, and do nothing else to them. */
  removedBy(remover: FlowFunction): void {
    this.#grant(remover, 'scheduler:DeleteSchedule');
  }

  #grant(changer: FlowFunction, ...actions: string[]): void {
    changer.may(allow(actions, this.#arn('schedule', `${this.#group.ref}/trg_*`)));
    Validations.of(changer.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/<TriggerSchedulesGroup>/trg_*]`,
      reason: 'People make triggers after the deploy; nothing else is in this group.',
    });
  }

  #arn(resource: string, resourceName: string): string {
    const arnFormat = ArnFormat.SLASH_RESOURCE_NAME;
    return Stack.of(this).formatArn({ service: 'scheduler', resource, resourceName, arnFormat });
  }
}
