import * as z from 'zod';
import type { AssembledResource, Resources } from '../assembly/resolve-template.ts';
import { LOCAL_ACCOUNT, type PermissionCheck } from '../contract.ts';
import {
  type CompiledStatement,
  compileStatement,
  PolicyDocument,
  parseStatement,
  Statement,
  weigh,
} from './policy.ts';

const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
/** Users, roles and accounts are not services; a service is only met by its name or by everybody. */
const Principal = z.union([
  z.literal('*').transform(() => ['*']),
  z
    .strictObject({ Service: names.default([]), AWS: names.default([]) })
    .transform(({ Service, AWS }) => [...Service, ...(AWS.includes('*') ? ['*'] : [])]),
]);
const ResourceStatement = Statement.extend({ Principal });

/** A call that an AWS service makes on behalf of one of the stack's resources. */
type ServiceCall = {
  /** `events.amazonaws.com` */
  principal: string;
  action: string;
  /** ARN of what is touched. */
  resource: string;
  /** ARN of the resource that it is made for; undefined where the service names none. */
  sourceArn?: string;
};

export type ServicePolicy = (call: ServiceCall) => boolean;

type ServiceStatement = CompiledStatement & { principals: string[] };

/** Compiles a policy that hangs on a resource. Pass `resourceless` for a role's trust policy. */
export function compileResourcePolicy(document: unknown, resourceless = false): ServicePolicy {
  const statements = PolicyDocument.parse(document).Statement.map((statement): ServiceStatement => {
    const { Principal: principals, ...rest } = parseStatement(ResourceStatement, statement);
    return { ...compileStatement(rest, resourceless), principals };
  });
  return (call) => {
    const about = statements.filter(({ principals }) => principals.some((p) => p === '*' || p === call.principal));
    return weigh(about, checkOf(call)) === 'allowed';
  };
}

function checkOf({ action, resource, sourceArn }: ServiceCall): PermissionCheck {
  const source = sourceArn === undefined ? undefined : { 'aws:SourceArn': [sourceArn] };
  return {
    action,
    resource,
    context: { 'aws:SecureTransport': ['true'], 'aws:SourceAccount': [LOCAL_ACCOUNT], ...source },
  };
}

const TopicPolicy = z.object({ PolicyDocument: z.unknown(), Topics: z.array(z.string()) });

/** The policies of the stack's topics, by the ARN of the topic. A topic has one policy: the last to name it holds. */
export function topicPolicies(resources: Resources): ReadonlyMap<string, ServicePolicy> {
  return new Map(
    [...ofType(resources, 'AWS::SNS::TopicPolicy')].flatMap(({ properties }) => {
      const { PolicyDocument: document, Topics } = TopicPolicy.parse(properties);
      const policy = compileResourcePolicy(document);
      return Topics.map((topicArn) => [topicArn, policy] as const);
    }),
  );
}

const QueuePolicy = z.object({ PolicyDocument: z.unknown(), Queues: z.array(z.string()) });

/** The policies of the stack's queues, by the ARN of the queue. A queue has one policy: the last to name it holds. */
export function queuePolicies(resources: Resources): ReadonlyMap<string, ServicePolicy> {
  const arnOf = new Map([...ofType(resources, 'AWS::SQS::Queue')].map(({ ref, arn = '' }) => [ref, arn]));
  return new Map(
    [...ofType(resources, 'AWS::SQS::QueuePolicy')].flatMap(({ properties }) => {
      const { PolicyDocument: document, Queues } = QueuePolicy.parse(properties);
      const policy = compileResourcePolicy(document);
      return Queues.map((url) => [arnOf.get(url) ?? url, policy] as const);
    }),
  );
}

const BucketPolicy = z.object({ PolicyDocument: z.unknown(), Bucket: z.string() });

/** The policies of the stack's buckets, by the name of the bucket. */
export function bucketPolicies(resources: Resources): ReadonlyMap<string, ServicePolicy> {
  return new Map(
    [...ofType(resources, 'AWS::S3::BucketPolicy')].map(({ properties }) => {
      const { PolicyDocument: document, Bucket } = BucketPolicy.parse(properties);
      return [Bucket, compileResourcePolicy(document)] as const;
    }),
  );
}

export function ofType(resources: Resources, type: string): Iterable<AssembledResource> {
  return resources.values().filter((resource) => resource.type === type);
}
