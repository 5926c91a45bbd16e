import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Resource } from '../../../infra/local/contract.ts';
import { type SchedulerOptions, startScheduler } from '../../../infra/local/scheduler/scheduler.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:Sweep';
const roleArn = 'arn:aws:iam::000000000000:role/SweepSchedule';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:Missed';
const minute = 60_000;

function schedule(properties: object = {}, target: object = {}): Resource {
  return {
    id: 'EveryMinute',
    type: 'AWS::Scheduler::Schedule',
    properties: {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: { Arn: functionArn, RoleArn: roleArn, ...target },
      ...properties,
    },
  };
}

function start(resource: Resource, options: Partial<SchedulerOptions> = {}) {
  const runs: { functionName: string; event: unknown }[] = [];
  const letters: { queueArn: string; message: unknown }[] = [];
  const lines: string[] = [];
  const scheduler = startScheduler({
    resources: [resource],
    host: { invokeAsync: async (functionName, event) => void runs.push({ functionName, event }) },
    mayScheduleInvoke: (role, arn) => role === roleArn && arn === functionArn,
    deadLetters: { put: async (arn, message) => void letters.push({ queueArn: arn, message }) },
    log: (line) => lines.push(line),
    ...options,
  });
  return { scheduler, runs, letters, lines };
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-01T10:00:30Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a schedule', () => {
  it('runs first after one interval and then at every interval', async () => {
    const { runs } = start(schedule());
    await vi.advanceTimersByTimeAsync(minute - 1);
    expect(runs).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * minute);
    expect(runs).toHaveLength(3);
  });

  it("hands over Scheduler's own event where it has no input", async () => {
    const { runs } = start(schedule());
    await vi.advanceTimersByTimeAsync(minute);
    const arn = 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/EveryMinute';
    expect(runs[0]).toMatchObject({
      functionName: 'Sweep',
      event: { source: 'aws.scheduler', time: '2026-03-01T10:01:30Z', resources: [arn], detail: '{}' },
    });
  });

  it('hands over its input with the context attributes filled in', async () => {
    const Input = '{"at":"<aws.scheduler.scheduled-time>","attempt":"<aws.scheduler.attempt-number>"}';
    const { runs } = start(schedule({}, { Input }));
    await vi.advanceTimersByTimeAsync(minute);
    expect(runs[0]?.event).toEqual({ at: '2026-03-01T10:01:30Z', attempt: '1' });
  });

  it('skips what it missed while the machine slept and keeps to its minutes', async () => {
    const { runs } = start(schedule());
    vi.setSystemTime(new Date('2026-03-01T10:10:45Z'));
    await vi.advanceTimersByTimeAsync(minute);
    expect(runs).toHaveLength(1);
    // 10:11:45 now; the next whole interval after 10:00:30 is 10:12:30.
    await vi.advanceTimersByTimeAsync(44_000);
    expect(runs).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(runs).toHaveLength(2);
  });

  it('waits longer than one timer of Node can', async () => {
    const { runs } = start(schedule({ ScheduleExpression: 'rate(30 days)' }));
    await vi.advanceTimersByTimeAsync(30 * 24 * 60 * minute - 1);
    expect(runs).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(1);
  });

  it('runs at once when told to', async () => {
    const { scheduler, runs } = start(schedule({ State: 'DISABLED' }));
    await scheduler.runNow('EveryMinute');
    expect(runs).toHaveLength(1);
    await expect(scheduler.runNow('Other')).rejects.toThrow('There is no schedule Other; there are: EveryMinute.');
  });

  it('does not run while disabled or after it was closed', async () => {
    const disabled = start(schedule({ State: 'DISABLED' }));
    const closed = start(schedule());
    await closed.scheduler.close();
    await vi.advanceTimersByTimeAsync(5 * minute);
    expect([...disabled.runs, ...closed.runs]).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends as a dead letter where its role may not invoke the function', async () => {
    const target = { DeadLetterConfig: { Arn: queueArn } };
    const { runs, letters, lines } = start(schedule({}, target), { mayScheduleInvoke: () => false });
    await vi.advanceTimersByTimeAsync(minute);
    expect(runs).toEqual([]);
    expect(letters).toMatchObject([
      { queueArn, message: { messageAttributes: { ERROR_CODE: 'AccessDeniedException' } } },
    ]);
    expect(lines[0]).toContain(`${roleArn} may not invoke it`);
  });

  it('is logged and goes on when handing over fails', async () => {
    const invokeAsync = async () => {
      throw new Error('disk full');
    };
    const { lines } = start(schedule(), { host: { invokeAsync } });
    await vi.advanceTimersByTimeAsync(2 * minute);
    expect(lines).toEqual([expect.stringContaining('disk full'), expect.stringContaining('disk full')]);
  });

  it.each([
    ['a property it does not know', { StartDate: '2026-01-01T00:00:00Z' }, 'StartDate'],
    ['input that is no JSON', { Target: { Arn: functionArn, RoleArn: roleArn, Input: '{' } }, 'must be JSON'],
    ['a target that is no function', { Target: { Arn: queueArn, RoleArn: roleArn } }, 'must be a Lambda function'],
  ])('is refused with %s', (_, properties, message) => {
    expect(() => start(schedule(properties))).toThrow(message);
  });
});
