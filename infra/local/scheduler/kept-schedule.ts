import * as z from 'zod';
import { isTimeZone, readScheduleExpression } from '#shared/trigger/schedule-expression.ts';

const expression = z.string().superRefine((value, context) => {
  try {
    readScheduleExpression(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: `Invalid Schedule Expression ${value}: ${error}` });
  }
});

/** A schedule as the API of Scheduler takes it. What is not run here is refused by its name. */
export const KeptSchedule = z.strictObject({
  Name: z.string(),
  GroupName: z.string().default('default'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: z.string().refine(isTimeZone, 'Invalid ScheduleExpressionTimezone').default('UTC'),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  /** Seconds since 1970, as are the times that follow. */
  StartDate: z.number().optional(),
  CreationDate: z.number(),
  Target: z.strictObject({
    Arn: z.string().startsWith('arn:aws:lambda:'),
    RoleArn: z.string(),
    Input: z.string().optional(),
    // Known and without effect: handing an event to the local queue is never throttled.
    RetryPolicy: z.object({}).optional(),
    DeadLetterConfig: z.strictObject({ Arn: z.string().startsWith('arn:aws:sqs:') }).optional(),
  }),
});
export type KeptSchedule = z.infer<typeof KeptSchedule>;
