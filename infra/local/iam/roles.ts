import * as z from 'zod';
import type { AssembledResource, Resources } from '../assembly/resolve-template.ts';
import { PolicyDocument } from './policy.ts';

const RoleProperties = z.object({
  Policies: z.array(z.object({ PolicyDocument })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const AttachedPolicy = z.object({ PolicyDocument, Roles: z.array(z.string()).default([]) });

/** Policies that AWS keeps, as far as they matter here. Source: the AWS managed policy reference. */
const awsManagedPolicies = new Map<string, unknown[]>([
  [
    'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    [{ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
  ],
]);

/** The role that a function or a schedule runs with; a role's own id finds itself. */
export function roleOf(id: string, resources: Resources): AssembledResource {
  const resource = resources.get(id);
  if (resource?.type === 'AWS::IAM::Role') return resource;
  const arn = z.string().safeParse(resource?.properties.Role).data;
  const role = [...resources.values()].find((one) => one.type === 'AWS::IAM::Role' && one.arn === arn);
  if (role) return role;
  throw new Error(`Stack resource ${id} has no role in the template, so nothing says what it may do.`);
}

/** All statements of the identity policies of a function's role, or of a role by its own id. */
export function statementsOf(id: string, resources: Resources): unknown[] {
  const role = roleOf(id, resources);
  const { Policies, ManagedPolicyArns } = RoleProperties.parse(role.properties);
  return [
    ...Policies.flatMap((policy) => policy.PolicyDocument.Statement),
    ...attachedTo(role, resources).flatMap((policy) => policy.Statement),
    ...ManagedPolicyArns.flatMap((arn) => managedPolicy(arn, role, resources)),
  ];
}

/** Policies of the template that name the role; a managed one may also be named by the role, which counts once or twice alike. */
function attachedTo(role: AssembledResource, resources: Resources): z.output<typeof PolicyDocument>[] {
  return [...resources.values()]
    .filter(({ type }) => type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy')
    .map(({ properties }) => AttachedPolicy.parse(properties))
    .filter(({ Roles }) => Roles.includes(role.ref))
    .map((policy) => policy.PolicyDocument);
}

function managedPolicy(arn: string, role: AssembledResource, resources: Resources): unknown[] {
  const known = awsManagedPolicies.get(arn);
  if (known) return known;
  const own = [...resources.values()].find(({ type, ref }) => type === 'AWS::IAM::ManagedPolicy' && ref === arn);
  if (own) return AttachedPolicy.parse(own.properties).PolicyDocument.Statement;
  throw new Error(
    `Role ${role.id} uses the managed policy "${arn}", whose statements the local run does not know. State them in the stack, or add them to infra/local/iam/roles.ts.`,
  );
}
