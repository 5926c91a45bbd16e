import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AwsRequest } from '../../../infra/local/contract.ts';
import { openRuleCalls } from '../../../infra/local/events/rule-calls.ts';
import { openScheduleCalls } from '../../../infra/local/scheduler/schedule-calls.ts';
import { startScheduler } from '../../../infra/local/scheduler/scheduler.ts';

const Arn = 'arn:aws:lambda:us-east-1:000000000000:function:ScheduleStart';
const GROUP = { id: 'Group', type: 'AWS::Scheduler::ScheduleGroup', properties: { Name: 'triggers' } };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'countersign-kept-'));
  vi.useFakeTimers({ now: new Date('2026-03-01T10:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(directory, { recursive: true, force: true });
});

/** The local host's Scheduler, from its start to its end. */
function run() {
  const calls = openScheduleCalls(directory, [GROUP]);
  const runs: unknown[] = [];
  const scheduler = startScheduler({
    ...{ resources: [], calls, mayScheduleInvoke: () => true, deadLetters: { put: async () => undefined } },
    host: { invokeAsync: async (_, event) => void runs.push(event) },
  });
  const ask = (method: string, body: object = {}) =>
    calls.service.serve({
      ...{ service: 'scheduler', caller: 'Triggers', method, headers: {} },
      url: `/schedules/trg_1${method === 'DELETE' ? '?groupName=triggers' : ''}`,
      body: Buffer.from(JSON.stringify(body)),
    } satisfies AwsRequest);
  return { runs, ask, close: () => scheduler.close() };
}

it('a schedule that a trigger made runs after the local host was started again, and one that was removed does not', async () => {
  const first = run();
  const made = await first.ask('POST', {
    ...{ GroupName: 'triggers', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } },
    Target: { Arn, RoleArn: 'arn:aws:iam::000000000000:role/Starts', Input: '{"triggerId":"trg_1"}' },
  });
  expect(made.status).toBe(200);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(first.runs).toEqual([{ triggerId: 'trg_1' }]);
  await first.close();
  // Down for two and a half hours: what was missed is not made up for, and the next one comes on its hour.
  await vi.advanceTimersByTimeAsync(150 * 60_000);
  expect(first.runs).toHaveLength(1);

  const second = run();
  await vi.advanceTimersByTimeAsync(29 * 60_000);
  expect(second.runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(second.runs).toEqual([{ triggerId: 'trg_1' }]);
  expect((await second.ask('DELETE')).status).toBe(200);
  await second.close();

  const third = run();
  await vi.advanceTimersByTimeAsync(3 * 60 * 60_000);
  expect(third.runs).toEqual([]);
  await third.close();
});

it('a rule that a trigger made matches after the local host was started again, until it is removed', () => {
  const open = () => openRuleCalls(directory, new Set(['Bus']));
  const rule = { EventBusName: 'Bus', Name: 'countersign-trigger-trg_1' };
  const first = open();
  first.call('PutRule', { ...rule, EventPattern: '{"source":["acme.shop"]}' });
  first.call('PutTargets', { EventBusName: 'Bus', Rule: rule.Name, Targets: [{ Id: 'agent', Arn }] });
  const second = open();
  expect(second.rules().map(({ matches }) => matches({ source: 'acme.shop' }))).toEqual([true]);
  second.call('RemoveTargets', { EventBusName: 'Bus', Rule: rule.Name, Ids: ['agent'] });
  second.call('DeleteRule', rule);
  expect(open().rules()).toEqual([]);
});
