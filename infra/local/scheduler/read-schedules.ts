import * as z from 'zod';
import { nextRun } from '#shared/trigger/next-runs.ts';
import { readScheduleExpression } from '#shared/trigger/schedule-expression.ts';
import type { Resource } from '../contract.ts';
import { functionNameOf } from '../functions/function-arn.ts';
import { readProperties } from '../functions/read-properties.ts';
import type { KeptSchedule } from './kept-schedule.ts';
import { scheduleArn } from './schedule-calls.ts';

const ScheduleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  GroupName: z.string().default('default'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  // A run at the start of a flexible window is within it.
  FlexibleTimeWindow: z.object({}),
  Target: z.strictObject({
    Arn: z.string().startsWith('arn:aws:lambda:', 'must be a Lambda function'),
    RoleArn: z.string(),
    Input: z.string().refine(isJson, 'must be JSON').optional(),
    // Known and without effect: handing an event to the local queue is never throttled.
    RetryPolicy: z.object({}).optional(),
    DeadLetterConfig: z.strictObject({ Arn: z.string().startsWith('arn:aws:sqs:') }).optional(),
  }),
});

export type Schedule = {
  id: string;
  arn: string;
  enabled: boolean;
  /** Milliseconds of the first run after a moment; undefined where there is none any more. */
  next(afterMs: number): number | undefined;
  targetArn: string;
  functionName: string;
  roleArn: string;
  /** JSON in which Scheduler's context attributes are still to be replaced. */
  input: string | undefined;
  deadLetterQueueArn: string | undefined;
};

/** The `AWS::Scheduler::Schedule`s, which count from `startMs` on; anything they hold that is not run here is refused by name. */
export function readSchedules(resources: readonly Resource[], startMs: number): Schedule[] {
  return resources
    .filter(({ type }) => type === 'AWS::Scheduler::Schedule')
    .map((resource) => {
      const { Name = resource.id, ...properties } = readProperties(resource, ScheduleProperties);
      return toSchedule(resource.id, { ...properties, Name }, startMs);
    });
}

/** One that a function made: a rate counts from its start, or from its making. */
export function toKeptSchedule(kept: KeptSchedule): Schedule {
  return toSchedule(kept.Name, kept, (kept.StartDate ?? kept.CreationDate) * 1000);
}

type Described = Omit<z.output<typeof ScheduleProperties>, 'Name' | 'Description' | 'FlexibleTimeWindow'> & {
  Name: string;
};

function toSchedule(id: string, { Target, ...properties }: Described, startMs: number): Schedule {
  const expression = readScheduleExpression(properties.ScheduleExpression);
  const clock = { timeZone: properties.ScheduleExpressionTimezone, startsAt: new Date(startMs) };
  return {
    id,
    arn: scheduleArn(properties.GroupName, properties.Name),
    enabled: properties.State === 'ENABLED',
    next: (afterMs) => nextRun(expression, clock, new Date(afterMs))?.getTime(),
    targetArn: Target.Arn,
    functionName: functionNameOf(Target.Arn),
    roleArn: Target.RoleArn,
    input: Target.Input,
    deadLetterQueueArn: Target.DeadLetterConfig?.Arn,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
