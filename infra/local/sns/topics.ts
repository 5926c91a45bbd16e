import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { compilePattern } from '#shared/events/event-pattern.ts';
import type { DeadLetters, FunctionHost, Resource } from '../contract.ts';
import { functionNameOf } from '../functions/function-arn.ts';
import { readProperties } from '../functions/read-properties.ts';
import type { ServiceJudge } from '../iam/judge-service.ts';

export type TopicOptions = {
  /** All resources of the template; subscriptions are picked. */
  resources: readonly Resource[];
  host: Pick<FunctionHost, 'invokeAsync'>;
  services: Pick<ServiceJudge, 'mayInvoke' | 'mayPublish'>;
  deadLetters: DeadLetters;
  log: (line: string) => void;
};

/** Who publishes: an AWS service, on behalf of a resource. */
export type Publisher = { principal: string; sourceArn: string };

export type Topics = {
  /** Resolves once the message is on disk for every subscriber. A publisher that the topic's policy refuses is told on the terminal. */
  publish(topicArn: string, message: object, by: Publisher): Promise<void>;
};

const SubscriptionProperties = z.strictObject({
  Protocol: z.literal('lambda'),
  TopicArn: z.string(),
  Endpoint: z.string().startsWith('arn:aws:lambda:', 'must be a Lambda function'),
  FilterPolicy: z.unknown(),
  FilterPolicyScope: z.literal('MessageBody').optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
});

type Subscription = {
  arn: string;
  topicArn: string;
  functionName: string;
  matches: (message: object) => boolean;
  deadLetterQueueArn: string | undefined;
};

/** SNS, as far as services publish to the template's topics and functions are subscribed to them. */
export function openTopics(options: TopicOptions): Topics {
  const subscriptions = options.resources.filter(({ type }) => type === 'AWS::SNS::Subscription').map(readSubscription);
  return {
    async publish(topicArn, message, { principal, sourceArn }) {
      if (!options.services.mayPublish(principal, sourceArn, topicArn)) {
        options.log(`Refused: the policy of ${topicArn} does not let ${principal} publish for ${sourceArn}.`);
        return;
      }
      const own = subscriptions.filter((one) => one.topicArn === topicArn && one.matches(message));
      await Promise.all(own.map((one) => deliver(options, one, JSON.stringify(message))));
    },
  };
}

function readSubscription(resource: Resource): Subscription {
  const properties = readProperties(resource, SubscriptionProperties);
  const { TopicArn, Endpoint, FilterPolicy, RedrivePolicy } = properties;
  return {
    arn: `${TopicArn}:${resource.id}`,
    topicArn: TopicArn,
    functionName: functionNameOf(Endpoint),
    // The filters of a message's body are written as patterns of EventBridge are.
    matches: FilterPolicy === undefined ? () => true : compilePattern(FilterPolicy),
    deadLetterQueueArn: RedrivePolicy?.deadLetterTargetArn,
  };
}

async function deliver(options: TopicOptions, to: Subscription, message: string): Promise<void> {
  const notification = notificationOf(to, message);
  try {
    if (!options.services.mayInvoke('sns.amazonaws.com', to.topicArn, to.functionName)) {
      throw new Error('no Lambda permission allows it');
    }
    await options.host.invokeAsync(to.functionName, lambdaEvent(to, notification));
  } catch (error) {
    const fate = to.deadLetterQueueArn ? 'kept as a dead letter' : 'dropped: its subscription has no dead-letter queue';
    options.log(`A message of ${to.topicArn} did not reach ${to.functionName}: ${error}; ${fate}.`);
    if (to.deadLetterQueueArn) await options.deadLetters.put(to.deadLetterQueueArn, { body: notification });
  }
}

function notificationOf({ topicArn }: Subscription, Message: string) {
  const Timestamp = new Date().toISOString();
  return { Type: 'Notification', MessageId: randomUUID(), TopicArn: topicArn, Message, Timestamp };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function lambdaEvent({ arn }: Subscription, notification: ReturnType<typeof notificationOf>) {
  const Sns = { ...notification, Subject: null, MessageAttributes: {} };
  return { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn, Sns }] };
}
