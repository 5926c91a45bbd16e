import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Resource } from '../contract.ts';
import { functionNameOf } from '../functions/function-arn.ts';
import { readProperties } from '../functions/read-properties.ts';
import { intervalOf } from './schedule-expression.ts';

const ScheduleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  GroupName: z.string().default('default'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ScheduleExpression: z.string(),
  // A rate does not depend on it.
  ScheduleExpressionTimezone: z.string().optional(),
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
  intervalMs: number;
  targetArn: string;
  functionName: string;
  roleArn: string;
  /** JSON in which Scheduler's context attributes are still to be replaced. */
  input: string | undefined;
  deadLetterQueueArn: string | undefined;
};

/** The `AWS::Scheduler::Schedule`s; anything they hold that is not run here is refused by name. */
export function readSchedules(resources: readonly Resource[]): Schedule[] {
  return resources.filter(({ type }) => type === 'AWS::Scheduler::Schedule').map(readSchedule);
}

function readSchedule(resource: Resource): Schedule {
  const { Target, ...properties } = readProperties(resource, ScheduleProperties);
  const path = `${properties.GroupName}/${properties.Name ?? resource.id}`;
  return {
    id: resource.id,
    arn: `arn:aws:scheduler:${LOCAL_REGION}:${LOCAL_ACCOUNT}:schedule/${path}`,
    enabled: properties.State === 'ENABLED',
    intervalMs: intervalOf(properties.ScheduleExpression),
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
