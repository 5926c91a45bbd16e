import * as z from 'zod';
import type { Resources } from '../assembly/resolve-template.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../contract.ts';
import type { JudgeCall } from './judge-call.ts';
import {
  bucketPolicies,
  compileResourcePolicy,
  ofType,
  queuePolicies,
  type ServicePolicy,
  topicPolicies,
} from './resource-policies.ts';
import { roleOf } from './roles.ts';
import { arnPattern } from './wildcard.ts';

/** What an AWS service may do with the stack's resources. */
export type ServiceJudge = {
  /** By `AWS::Lambda::Permission`. `sourceArn` is that of the rule, of the route (see `routeArn`) or of the receipt rule. */
  mayInvoke(principal: string, sourceArn: string, functionId: string): boolean;
  /** By the queue's policy: may a service, e.g. `events.amazonaws.com` for a rule, send a message there? */
  maySend(principal: string, sourceArn: string, queueArn: string): boolean;
  /** By the topic's policy: may a service publish there, e.g. `sms-voice.amazonaws.com` for a configuration set? */
  mayPublish(principal: string, sourceArn: string, topicArn: string): boolean;
  /** By the bucket's policy: may a service store an object there, e.g. `ses.amazonaws.com` for a receipt rule? */
  mayStore(principal: string, sourceArn: string, bucket: string, key: string): boolean;
  /** By the role's trust policy: may a service run with that role? `scheduler.amazonaws.com` comes with `scheduleGroupArn()`. */
  mayAssume(principal: string, sourceArn: string | undefined, roleArn: string): boolean;
};

/** Compiles the resource policies of a stack once. Throws when Lambda itself could not run a function with its role. */
export function makeServiceJudge(resources: Resources): ServiceJudge {
  const permissions = invokePermissions(resources);
  const queues = queuePolicies(resources);
  const topics = topicPolicies(resources);
  const buckets = bucketPolicies(resources);
  const trusts = new Map(
    [...ofType(resources, 'AWS::IAM::Role')].map(({ arn, properties }) => [
      arn,
      compileResourcePolicy(properties.AssumeRolePolicyDocument, true),
    ]),
  );
  refuseUntrustedFunctions(resources, trusts);
  return {
    mayInvoke: (principal, sourceArn, functionId) =>
      (permissions.get(functionId) ?? []).some((one) => one.principal === principal && one.covers(sourceArn)),
    maySend: (principal, sourceArn, queueArn) =>
      queues.get(queueArn)?.({ principal, sourceArn, action: 'sqs:SendMessage', resource: queueArn }) ?? false,
    mayPublish: (principal, sourceArn, topicArn) =>
      topics.get(topicArn)?.({ principal, sourceArn, action: 'sns:Publish', resource: topicArn }) ?? false,
    mayStore: (principal, sourceArn, bucket, key) => {
      const resource = `arn:aws:s3:::${bucket}/${key}`;
      return buckets.get(bucket)?.({ principal, sourceArn, action: 's3:PutObject', resource }) ?? false;
    },
    mayAssume: (principal, sourceArn, roleArn) =>
      trusts.get(roleArn)?.({
        principal,
        action: 'sts:AssumeRole',
        resource: roleArn,
        ...(sourceArn !== undefined && { sourceArn }),
      }) ?? false,
  };
}

function refuseUntrustedFunctions(resources: Resources, trusts: ReadonlyMap<string | undefined, ServicePolicy>): void {
  for (const { id } of ofType(resources, 'AWS::Lambda::Function')) {
    const role = roleOf(id, resources);
    const call = { principal: 'lambda.amazonaws.com', action: 'sts:AssumeRole', resource: role.arn ?? '' };
    if (!trusts.get(role.arn)?.(call)) {
      throw new Error(`The role ${role.id} defined for the function ${id} cannot be assumed by Lambda.`);
    }
  }
}

const PermissionProperties = z.object({
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

type InvokePermission = { principal: string; covers(sourceArn: string): boolean };

/** By logical id of the function; a permission names it by name or ARN. */
function invokePermissions(resources: Resources): ReadonlyMap<string, InvokePermission[]> {
  const permissions = [...ofType(resources, 'AWS::Lambda::Permission')].map(({ properties }) =>
    PermissionProperties.parse(properties),
  );
  return new Map(
    [...ofType(resources, 'AWS::Lambda::Function')].map(({ id, ref, arn }) => [
      id,
      permissions.filter(({ FunctionName }) => FunctionName === ref || FunctionName === arn).map(compilePermission),
    ]),
  );
}

function compilePermission({
  Principal,
  SourceArn,
  SourceAccount,
}: z.output<typeof PermissionProperties>): InvokePermission {
  const source = SourceArn === undefined ? () => true : arnPattern(SourceArn);
  const ourAccount = SourceAccount === undefined || SourceAccount === LOCAL_ACCOUNT;
  return { principal: Principal, covers: (sourceArn) => ourAccount && source(sourceArn) };
}

/** The ARN that API Gateway shows when it invokes a function: `routePath` as the route has it, `/approvals/{actionId}`. */
export function routeArn(apiId: string, stage: string, method: string, routePath: string): string {
  return `arn:aws:execute-api:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${apiId}/${stage}/${method}${routePath}`;
}

/** The source that the Scheduler shows to the role of a schedule: the group, not the schedule. */
export function scheduleGroupArn(groupName = 'default'): string {
  return `arn:aws:scheduler:${LOCAL_REGION}:${LOCAL_ACCOUNT}:schedule-group/${groupName}`;
}

/** What Lambda asks of a function's role before it reads a stream. Source: AWS Lambda developer guide, DynamoDB event sources. */
const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

/** Why an event source mapping of this function could not read the stream; undefined when it may. */
export function streamRefusal(judge: JudgeCall, functionId: string, streamArn: string): string | undefined {
  for (const action of streamActions) {
    const judgement = judge(functionId, { action: `dynamodb:${action}`, resource: streamArn, context: {} });
    if (!judgement.allowed) return judgement.reason;
  }
  return undefined;
}
