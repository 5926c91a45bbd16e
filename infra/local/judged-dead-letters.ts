import * as z from 'zod';
import type { DeadLetters, Resource } from './contract.ts';
import { functionNameOf } from './functions/function-arn.ts';
import type { JudgeCall } from './iam/judge-call.ts';
import { type ScheduleCalls, scheduleArn } from './scheduler/schedule-calls.ts';

type Deps = {
  deadLetters: DeadLetters;
  judge: JudgeCall;
  resources: readonly (Resource & { arn?: string | undefined })[];
  log: (line: string) => void;
};

const FunctionRecord = z.object({ requestContext: z.object({ functionArn: z.string() }) });

/** Letters that Lambda sends of a function's failures. It sends them with the function's own role. */
export function lettersOfFunctions(deps: Deps): DeadLetters {
  return judged(deps, (message) => {
    return functionNameOf(FunctionRecord.parse(message).requestContext.functionArn);
  });
}

const ScheduleLetter = z.object({ messageAttributes: z.object({ SCHEDULE_ARN: z.string() }) });
const ScheduleProperties = z.object({ Target: z.object({ RoleArn: z.string() }) });

/** Letters that the Scheduler sends. It sends them with the schedule's role. */
export function lettersOfSchedules(deps: Deps, calls?: Pick<ScheduleCalls, 'schedules'>): DeadLetters {
  return judged(deps, (message) => {
    const { SCHEDULE_ARN } = ScheduleLetter.parse(message).messageAttributes;
    const made = calls?.schedules().find(({ GroupName, Name }) => scheduleArn(GroupName, Name) === SCHEDULE_ARN);
    const schedule = made ?? deps.resources.find(({ arn }) => arn === SCHEDULE_ARN)?.properties;
    const { RoleArn } = ScheduleProperties.parse(schedule).Target;
    return deps.resources.find(({ type, arn }) => type === 'AWS::IAM::Role' && arn === RoleArn)?.id;
  });
}

/** A letter that its sender may not send is lost, as in AWS; here the terminal says so. */
function judged({ deadLetters, judge, log }: Deps, senderOf: (message: unknown) => string | undefined): DeadLetters {
  return {
    async put(queueArn, message) {
      const judgement = judge(senderOf(message) ?? '', { action: 'sqs:SendMessage', resource: queueArn, context: {} });
      if (judgement.allowed) return deadLetters.put(queueArn, message);
      log(`A dead letter is lost: ${judgement.reason}`);
    },
  };
}
