import type { DeadLetters, FunctionHost, Resource } from '../contract.ts';
import { readSchedules, type Schedule } from './read-schedules.ts';
import { nextRun } from './schedule-expression.ts';
import { scheduleInput } from './schedule-input.ts';

/** The longest that a Node timer can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export type SchedulerOptions = {
  /** All resources of the template; schedules are picked. */
  resources: readonly Resource[];
  host: Pick<FunctionHost, 'invokeAsync'>;
  /** Whether the schedule's role may `lambda:InvokeFunction`. */
  mayScheduleInvoke: (roleArn: string, functionArn: string) => boolean;
  deadLetters: DeadLetters;
  log?: (line: string) => void;
  now?: () => number;
};

export type Scheduler = {
  /** Ids of the schedules, the disabled ones included. */
  ids: string[];
  /** Runs a schedule at once, besides its own times; resolves when its function's queue has the event. */
  runNow(scheduleId: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * EventBridge Scheduler over the template's schedules, counted from now on: the first run is one interval away.
 * Runs missed while the machine slept or was off are not made up for.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const deps = { log: console.error, now: Date.now, ...options };
  const schedules = new Map(readSchedules(options.resources).map((schedule) => [schedule.id, schedule]));
  const atWork = new Set<Promise<void>>();

  function run(schedule: Schedule, scheduledAtMs: number): Promise<void> {
    const delivery = deliver(deps, schedule, new Date(scheduledAtMs));
    atWork.add(delivery);
    return delivery.finally(() => atWork.delete(delivery));
  }

  const stops = [...schedules.values()]
    .filter(({ enabled }) => enabled)
    .map((schedule) =>
      every(schedule.intervalMs, deps.now, (atMs) => {
        run(schedule, atMs).catch((error: unknown) => deps.log(`Schedule ${schedule.id} failed: ${error}`));
      }),
    );

  return {
    ids: [...schedules.keys()],
    async runNow(scheduleId) {
      const schedule = schedules.get(scheduleId);
      if (!schedule)
        throw new Error(`There is no schedule ${scheduleId}; there are: ${[...schedules.keys()].join(', ')}.`);
      await run(schedule, deps.now());
    },
    async close() {
      for (const stop of stops) stop();
      await Promise.allSettled(atWork);
    },
  };
}

/** Calls at start + n intervals, by the clock and not by the sum of timers, so that it does not drift. */
function every(intervalMs: number, now: () => number, call: (atMs: number) => void): () => void {
  const startMs = now();
  let timer: NodeJS.Timeout;
  function wait(dueMs: number) {
    timer = setTimeout(() => onTimer(dueMs), Math.min(Math.max(0, dueMs - now()), LONGEST_TIMER));
    timer.unref();
  }
  function onTimer(dueMs: number) {
    if (now() < dueMs) return wait(dueMs);
    call(dueMs);
    wait(nextRun(startMs, intervalMs, now()));
  }
  wait(startMs + intervalMs);
  return () => clearTimeout(timer);
}

async function deliver(deps: Required<SchedulerOptions>, schedule: Schedule, scheduledAt: Date): Promise<void> {
  const event = scheduleInput(schedule, scheduledAt);
  if (!deps.mayScheduleInvoke(schedule.roleArn, schedule.targetArn)) {
    return giveUp(deps, schedule, event, 'AccessDeniedException', `${schedule.roleArn} may not invoke it`);
  }
  try {
    await deps.host.invokeAsync(schedule.functionName, event);
  } catch (error) {
    await giveUp(deps, schedule, event, 'TargetError', String(error));
  }
}

async function giveUp(
  deps: Required<SchedulerOptions>,
  schedule: Schedule,
  event: unknown,
  code: string,
  reason: string,
) {
  const queueArn = schedule.deadLetterQueueArn;
  const fate = queueArn ? 'kept as a dead letter' : 'dropped: it has no dead-letter queue';
  deps.log(`Schedule ${schedule.id} did not reach ${schedule.functionName}: ${reason}; ${fate}.`);
  if (!queueArn) return;
  const messageAttributes = {
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: schedule.targetArn,
    ERROR_CODE: code,
    ERROR_MESSAGE: reason,
  };
  await deps.deadLetters.put(queueArn, { body: event, messageAttributes });
}
