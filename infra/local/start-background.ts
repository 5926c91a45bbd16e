import type { LocalFunctionHost } from './functions/function-host.ts';
import { scheduleGroupArn } from './iam/judge-service.ts';
import { lettersOfFunctions, lettersOfSchedules } from './judged-dead-letters.ts';
import type { ScheduleCalls } from './scheduler/schedule-calls.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import type { StackContext } from './stack-context.ts';
import { startStreamPollers } from './streams/start-stream-pollers.ts';

/** What runs without being asked: streams, schedules, and the events that the last run left. */
export async function startBackground(context: StackContext, host: LocalFunctionHost, calls: ScheduleCalls) {
  const pollers = await startStreamPollers({ ...context, host, deadLetters: lettersOfFunctions(context) });
  const scheduler = startScheduler({
    ...{ ...context, host, calls, deadLetters: lettersOfSchedules(context, calls) },
    mayScheduleInvoke: scheduleJudge(context),
  });
  await host.resume();
  return {
    scheduler,
    async close() {
      await Promise.all([scheduler.close(), pollers.close()]);
    },
  };
}

/** Scheduler takes on the schedule's role, if the role lets it, and that role must be allowed to invoke. */
function scheduleJudge({ resources, judge, services }: StackContext) {
  return (roleArn: string, functionArn: string, groupName: string): boolean => {
    const role = resources.find(({ type, arn }) => type === 'AWS::IAM::Role' && arn === roleArn);
    if (!role || !services.mayAssume('scheduler.amazonaws.com', scheduleGroupArn(groupName), roleArn)) return false;
    return judge(role.id, { action: 'lambda:InvokeFunction', resource: functionArn, context: {} }).allowed;
  };
}
