import type { DeadLetters, FunctionHost, Resource } from '../contract.ts';
import { readSchedules, type Schedule, toKeptSchedule } from './read-schedules.ts';
import type { ScheduleCalls } from './schedule-calls.ts';
import { scheduleInput } from './schedule-input.ts';

/** The longest that a Node timer can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

export type SchedulerOptions = {
  /** All resources of the template; schedules are picked. */
  resources: readonly Resource[];
  host: Pick<FunctionHost, 'invokeAsync'>;
  /** Whether the schedule's role may `lambda:InvokeFunction`. */
  mayScheduleInvoke: (roleArn: string, functionArn: string, groupName: string) => boolean;
  deadLetters: DeadLetters;
  /** Schedules that functions make. */
  calls?: Pick<ScheduleCalls, 'schedules' | 'onChange'>;
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
 * EventBridge Scheduler over the template's schedules, counted from now on (the first run is one interval away), and over
 * those that functions make. Runs missed while the machine slept or was off are not made up for.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const none = { schedules: () => [], onChange: () => undefined };
  const deps = { log: console.error, now: Date.now, calls: none, ...options };
  const schedules = new Map(
    readSchedules(options.resources, deps.now()).map((schedule) => [schedule.id, schedule] as const),
  );
  const stops = new Map<string, () => void>();
  const atWork = new Set<Promise<void>>();

  function run(schedule: Schedule, scheduledAtMs: number): Promise<void> {
    const delivery = deliver(deps, schedule, new Date(scheduledAtMs));
    atWork.add(delivery);
    return delivery.finally(() => atWork.delete(delivery));
  }

  function arm(schedule: Schedule): void {
    if (!schedule.enabled) return;
    const stop = repeat(schedule, deps.now, (atMs) => {
      run(schedule, atMs).catch((error: unknown) => deps.log(`Schedule ${schedule.id} failed: ${error}`));
    });
    stops.set(schedule.arn, stop);
  }

  for (const schedule of schedules.values()) arm(schedule);
  for (const kept of deps.calls.schedules()) arm(toKeptSchedule(kept));
  deps.calls.onChange((arn) => {
    stops.get(arn)?.();
    stops.delete(arn);
    const kept = deps.calls.schedules().map(toKeptSchedule);
    const changed = kept.find((schedule) => schedule.arn === arn);
    if (changed) arm(changed);
  });

  return {
    ids: [...schedules.keys()],
    async runNow(scheduleId) {
      const schedule = schedules.get(scheduleId);
      if (!schedule)
        throw new Error(`There is no schedule ${scheduleId}; there are: ${[...schedules.keys()].join(', ')}.`);
      await run(schedule, deps.now());
    },
    async close() {
      for (const stop of stops.values()) stop();
      await Promise.allSettled(atWork);
    },
  };
}

/** Calls at each of its times, by the clock and not by the sum of timers, so that it does not drift. */
function repeat({ next }: Schedule, now: () => number, call: (atMs: number) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  function wait(dueMs: number | undefined) {
    if (dueMs === undefined) return;
    timer = setTimeout(() => onTimer(dueMs), Math.min(Math.max(0, dueMs - now()), LONGEST_TIMER));
    timer.unref();
  }
  function onTimer(dueMs: number) {
    if (now() < dueMs) return wait(dueMs);
    call(dueMs);
    wait(next(now()));
  }
  wait(next(now()));
  return () => clearTimeout(timer);
}

type Deps = Required<Omit<SchedulerOptions, 'calls'>>;

async function deliver(deps: Deps, schedule: Schedule, scheduledAt: Date): Promise<void> {
  const event = scheduleInput(schedule, scheduledAt);
  if (!deps.mayScheduleInvoke(schedule.roleArn, schedule.targetArn, groupOf(schedule))) {
    return giveUp(deps, schedule, event, 'AccessDeniedException', `${schedule.roleArn} may not invoke it`);
  }
  try {
    await deps.host.invokeAsync(schedule.functionName, event);
  } catch (error) {
    await giveUp(deps, schedule, event, 'TargetError', String(error));
  }
}

async function giveUp(deps: Deps, schedule: Schedule, event: unknown, code: string, reason: string) {
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

/** `arn:aws:scheduler:…:schedule/<group>/<name>` */
function groupOf({ arn }: Schedule): string {
  return arn.split('/')[1] ?? 'default';
}
