import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import type { EventTrigger } from '#shared/trigger/trigger.ts';
import { rulePattern } from '#shared/trigger/trigger-pattern.ts';

export type Rules = {
  events: Pick<EventBridgeClient, 'send'>;
  bus: string;
  /** What the names of rules of triggers begin with. */
  prefix: string;
  /** The function that rules start, and where they leave what they cannot deliver. */
  target: { arn: string; deadLetterArn: string };
};

const TARGET_ID = 'agent';

/** Makes the rule of a trigger what the trigger says, whether it is there or not. */
export async function armRule({ events, bus, prefix, target }: Rules, trigger: EventTrigger): Promise<void> {
  const { triggerId, pattern, paused } = trigger;
  const rule = { EventBusName: bus, Name: prefix + triggerId };
  const State = paused ? 'DISABLED' : 'ENABLED';
  await events.send(new PutRuleCommand({ ...rule, EventPattern: rulePattern(pattern), State }));
  const { FailedEntryCount = 0 } = await events.send(
    new PutTargetsCommand({
      ...{ EventBusName: bus, Rule: rule.Name },
      Targets: [
        {
          ...{ Id: TARGET_ID, Arn: target.arn, DeadLetterConfig: { Arn: target.deadLetterArn } },
          RetryPolicy: { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 21_600 },
          // The event says nothing of the rule that it matched.
          InputTransformer: { InputTemplate: `{"triggerId":"${triggerId}","event":<aws.events.event.json>}` },
        },
      ],
    }),
  );
  // PutTargets answers 200 also where it took no target.
  if (FailedEntryCount > 0) throw new Error('The rule of the trigger got no target');
}

/** A rule that is gone already is as good as removed. */
export async function disarmRule(
  { events, bus, prefix }: Pick<Rules, 'events' | 'bus' | 'prefix'>,
  triggerId: string,
): Promise<void> {
  const name = prefix + triggerId;
  try {
    await events.send(new RemoveTargetsCommand({ EventBusName: bus, Rule: name, Ids: [TARGET_ID] }));
    await events.send(new DeleteRuleCommand({ EventBusName: bus, Name: name }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
