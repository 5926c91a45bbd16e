import * as z from 'zod';
import type { AwsReply, AwsRequest, LocalService, PermissionCheck, Resource } from '../contract.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';
import { openKeptJson } from '../kept-json.ts';
import { KeptSchedule } from './kept-schedule.ts';

/** Schedules that functions make while the system runs, kept over a restart. */
export type ScheduleCalls = {
  service: LocalService;
  schedules(): KeptSchedule[];
  /** Calls it from now on with the ARN of each schedule that was made, changed or removed. */
  onChange(tell: (arn: string) => void): void;
};

const METHODS: Record<string, string> = {
  ...{ POST: 'CreateSchedule', PUT: 'UpdateSchedule', DELETE: 'DeleteSchedule', GET: 'GetSchedule' },
};

const Body = KeptSchedule.omit({ Name: true, CreationDate: true }).extend({ ClientToken: z.string().optional() });

type Read = { operation: string; name: string; group: string; body: unknown };

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html */
export function openScheduleCalls(directory: string, resources: readonly Resource[]): ScheduleCalls {
  const kept = openKeptJson(directory, (value) => KeptSchedule.parse(value));
  const listeners: ((arn: string) => void)[] = [];
  const groups = new Set(['default', ...resources.filter(isGroup).map(nameOf)]);
  const told = (arn: string) => {
    for (const tell of listeners) tell(arn);
  };

  async function serve(request: AwsRequest): Promise<AwsReply> {
    const read = readRequest(request);
    if (!read) return refusal(501, 'NotImplemented', `The local Scheduler serves no ${request.method} ${request.url}.`);
    const { operation, name, group, body } = read;
    const arn = scheduleArn(group, name);
    const before = kept.get(arn);
    if (!groups.has(group)) return notFound(`Schedule group ${group} does not exist.`);
    if (operation === 'CreateSchedule' && before)
      return refusal(409, 'ConflictException', `Schedule ${name} already exists.`);
    if (operation !== 'CreateSchedule' && !before) return notFound(`Schedule ${name} does not exist.`);
    if (operation === 'GetSchedule') return reply({ Arn: arn, ...before });
    if (operation === 'DeleteSchedule') {
      kept.remove(arn);
      told(arn);
      return reply({});
    }
    const parsed = Body.safeParse(body);
    if (!parsed.success) return refusal(400, 'ValidationException', z.prettifyError(parsed.error));
    const { ClientToken, ...schedule } = parsed.data;
    kept.set(arn, { ...schedule, Name: name, GroupName: group, CreationDate: before?.CreationDate ?? now() });
    told(arn);
    return reply({ ScheduleArn: arn });
  }

  return {
    service: {
      permissions: (request) => checksOf(readRequest(request)),
      serve,
      refuse: (status, code, message) => refusal(status, code, message),
    },
    schedules: kept.all,
    onChange: (tell) => void listeners.push(tell),
  };
}

/** Handing a role to a service is a right of its own. */
function checksOf(read: Read | undefined): PermissionCheck[] {
  if (!read) return [];
  const { operation, group, name, body } = read;
  const own = { action: `scheduler:${operation}`, resource: scheduleArn(group, name), context: {} };
  const role = z.object({ Target: z.object({ RoleArn: z.string() }) }).safeParse(body).data?.Target.RoleArn;
  if (role === undefined) return [own];
  const context = { 'iam:PassedToService': ['scheduler.amazonaws.com'] };
  return [own, { action: 'iam:PassRole', resource: role, context }];
}

function readRequest({ method, url, body }: AwsRequest): Read | undefined {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const [, name] = /^\/schedules\/([0-9A-Za-z_.-]{1,64})$/.exec(pathname) ?? [];
  const operation = METHODS[method];
  if (name === undefined || operation === undefined) return undefined;
  const sent: unknown = body.length > 0 ? JSON.parse(body.toString('utf8')) : {};
  const named = z.object({ GroupName: z.string().optional() }).safeParse(sent).data?.GroupName;
  return { operation, name, group: searchParams.get('groupName') ?? named ?? 'default', body: sent };
}

export function scheduleArn(group: string, name: string): string {
  return `arn:aws:scheduler:${LOCAL_REGION}:${LOCAL_ACCOUNT}:schedule/${group}/${name}`;
}

function isGroup({ type }: Resource): boolean {
  return type === 'AWS::Scheduler::ScheduleGroup';
}

function nameOf({ id, properties }: Resource): string {
  return z.string().default(id).parse(properties.Name);
}

/** Seconds since 1970, as the service writes times. */
function now(): number {
  return Date.now() / 1000;
}

function notFound(message: string): AwsReply {
  return refusal(404, 'ResourceNotFoundException', message);
}

function refusal(status: number, code: string, message: string): AwsReply {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ Message: message }) };
}

function reply(value: unknown): AwsReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
