import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { ScheduleTrigger } from '#shared/trigger/trigger.ts';

export type Schedules = {
  scheduler: Pick<SchedulerClient, 'send'>;
  group: string;
  /** The function that schedules start, the role that Scheduler starts it with, and where it leaves what it cannot deliver. */
  target: { arn: string; roleArn: string; deadLetterArn: string };
};

/** Makes the schedule of a trigger what the trigger says, whether it is there or not. */
export async function armSchedule(schedules: Schedules, trigger: ScheduleTrigger): Promise<void> {
  const schedule = scheduleOf(schedules, trigger);
  try {
    await schedules.scheduler.send(new UpdateScheduleCommand(schedule));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await schedules.scheduler.send(new CreateScheduleCommand(schedule));
  }
}

/** A schedule that is gone already is as good as removed. */
export async function disarmSchedule(
  { scheduler, group }: Pick<Schedules, 'scheduler' | 'group'>,
  triggerId: string,
): Promise<void> {
  try {
    await scheduler.send(new DeleteScheduleCommand({ GroupName: group, Name: triggerId }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}

const RETRY = { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 };

function scheduleOf({ group, target }: Schedules, trigger: ScheduleTrigger): CreateScheduleCommandInput {
  const { triggerId, expression, timeZone, startsAt, paused } = trigger;
  return {
    ...{ GroupName: group, Name: triggerId, ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone },
    // A rate counts from here, so that the next runs that people see are those that come.
    ...(expression.startsWith('rate(') ? { StartDate: new Date(startsAt) } : {}),
    ...{ State: paused ? 'DISABLED' : 'ENABLED', FlexibleTimeWindow: { Mode: 'OFF' } },
    Target: {
      ...{ Arn: target.arn, RoleArn: target.roleArn, RetryPolicy: RETRY },
      DeadLetterConfig: { Arn: target.deadLetterArn },
      // Scheduler fills in the time: the same time starts the agent once.
      Input: JSON.stringify({ triggerId, scheduledTime: '<aws.scheduler.scheduled-time>' }),
    },
  };
}
