import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EventBus } from './event-bus.ts';
import { allow, type FlowFunction } from './flow-function.ts';

/** No rule of the stack itself is called so: CloudFormation begins their names with the stack's. */
const PREFIX = 'countersign-trigger-';

/** The rules of event triggers, which people make after the deploy, on the workspace's bus. Each starts the one function. */
export class TriggerRules extends Construct {
  readonly #started: FlowFunction;
  readonly #rules: string;

  constructor(scope: Construct, id: string, { bus, starts }: { bus: EventBus; starts: FlowFunction }) {
    super(scope, id);
    this.#started = starts;
    this.#rules = Stack.of(this).formatArn({
      ...{ service: 'events', resource: 'rule', resourceName: `${bus.name}/${PREFIX}*` },
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const principal = new ServicePrincipal('events.amazonaws.com');
    const { account } = Stack.of(this);
    starts.lambda.addPermission('Rules', { principal, sourceArn: this.#rules, sourceAccount: account });
    starts.deadLetters.addToResourcePolicy(
      new PolicyStatement({
        ...{ principals: [principal], actions: ['sqs:SendMessage'], resources: [starts.deadLetters.queueArn] },
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': this.#rules },
        },
      }),
    );
  }

  get env() {
    return {
      RULE_PREFIX: PREFIX,
      RULE_TARGET: this.#started.lambda.functionArn,
      RULE_DEAD_LETTERS: this.#started.deadLetters.queueArn,
    };
  }

  /** Lets a function make, change and remove rules of triggers, and no others, with the one function as their target. */
  changedBy(changer: FlowFunction): void {
    const target = { 'events:TargetArn': this.#started.lambda.functionArn };
    this.#grant(changer, 'events:PutRule', 'events:RemoveTargets', 'events:DeleteRule');
    changer.may(
      new PolicyStatement({
        ...{ actions: ['events:PutTargets'], resources: [this.#rules] },
        // "For all values" is true of none, hence the second condition.
        conditions: { 'ForAllValues:ArnEquals': target, Null: { 'events:TargetArn': 'false' } },
      }),
    );
  }

  /** Lets a function remove rules of triggers, and do nothing else to them. */
  removedBy(remover: FlowFunction): void {
    this.#grant(remover, 'events:RemoveTargets', 'events:DeleteRule');
  }

  #grant(changer: FlowFunction, ...actions: string[]): void {
    changer.may(allow(actions, this.#rules));
    Validations.of(changer.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/<Bus>/${PREFIX}*]`,
      reason: 'People make triggers after the deploy; no rule of the stack has such a name.',
    });
  }
}
