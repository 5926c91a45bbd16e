import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { FilterOrPolicy, SubscriptionFilter, Topic, TopicPolicy } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { TELLING_PHONE_EVENTS } from '../../functions/outcome/phone-events.ts';
import type { FlowFunction } from './flow-function.ts';
import type { Phone } from './phone.ts';

const service = new ServicePrincipal('sms-voice.amazonaws.com');

/**
 * What End User Messaging says later of texts and calls starts a function, by a topic of SNS. The service puts its events
 * on EventBridge too, but at best effort, and without the `context` that names the attempt in what is documented of them.
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-sns-creating-role.html the topic's policy, and its key's
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-sms-voice.html
 */
export class PhoneEvents extends Construct {
  constructor(scope: Construct, id: string, { phone, starts }: { phone: Phone; starts: FlowFunction }) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { masterKey: this.#key() });
    const policy = this.#onlyFrom(topic, phone.setArn);
    topic.addSubscription(
      new LambdaSubscription(starts.lambda, {
        deadLetterQueue: starts.deadLetters,
        // Only messages of an attempt: a set can be used by others who may send.
        filterPolicyWithMessageBody: {
          context: FilterOrPolicy.policy({
            claim: FilterOrPolicy.filter(SubscriptionFilter.existsFilter()),
          }),
        },
      }),
    );
    phone.set.eventDestinations = [
      {
        eventDestinationName: 'evidence',
        enabled: true,
        matchingEventTypes: TELLING_PHONE_EVENTS,
        snsDestination: { topicArn: topic.topicArn },
      },
    ];
    phone.set.node.addDependency(policy);
  }

  /** The key that AWS manages for SNS lets no service in: nobody can edit its policy. */
  #key(): Key {
    const key = new Key(this, 'Key', {
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY, // It protects nothing that outlives the stack.
      description: 'Delivery events of texts and calls, on their way',
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        ...{ principals: [service], actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] },
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    return key;
  }

  #onlyFrom(topic: Topic, setArn: string): TopicPolicy {
    const policy = new TopicPolicy(this, 'Policy', { topics: [topic], enforceSSL: true });
    policy.document.addStatements(
      new PolicyStatement({
        ...{ principals: [service], actions: ['sns:Publish'], resources: [topic.topicArn] },
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': setArn },
        },
      }),
    );
    return policy;
  }
}
