import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';
import type { Schedule } from './read-schedules.ts';

/**
 * What the target receives: the schedule's `Input`, its context attributes replaced, or Scheduler's own event.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function scheduleInput({ arn, input }: Schedule, scheduledAt: Date): unknown {
  const time = scheduledAt.toISOString().replace(/\.\d{3}Z$/, 'Z');
  if (input === undefined) return scheduledEvent(arn, time);
  const attributes = {
    '<aws.scheduler.schedule-arn>': arn,
    '<aws.scheduler.scheduled-time>': time,
    '<aws.scheduler.execution-id>': randomUUID(),
    '<aws.scheduler.attempt-number>': '1',
  };
  const json = Object.entries(attributes).reduce((text, [name, value]) => text.replaceAll(name, value), input);
  return JSON.parse(json);
}

function scheduledEvent(arn: string, time: string) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: LOCAL_ACCOUNT,
    time,
    region: LOCAL_REGION,
    resources: [arn],
    detail: '{}',
  };
}
