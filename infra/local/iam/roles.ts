import * as z from 'zod';
import type { AssembledResource, Resources } from '../assembly/resolve-template.ts';
import { PolicyDocument } from './policy.ts';

const RoleProperties = z.object({ Policies: z.array(z.object({ PolicyDocument })).default([]) });
const AttachedPolicy = z.object({ PolicyDocument, Roles: z.array(z.string()).default([]) });

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
  const own = RoleProperties.parse(role.properties).Policies;
  return [...own, ...attachedTo(role, resources)].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Policies of the template that name the role. */
function attachedTo(role: AssembledResource, resources: Resources): z.output<typeof AttachedPolicy>[] {
  return [...resources.values()]
    .filter(({ type }) => type === 'AWS::IAM::Policy')
    .map(({ properties }) => AttachedPolicy.parse(properties))
    .filter(({ Roles }) => Roles.includes(role.ref));
}
