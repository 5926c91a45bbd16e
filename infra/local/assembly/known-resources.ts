import type { Resource } from '../contract.ts';
import { compute } from './known/compute.ts';
import { data } from './known/data.ts';
import { edge } from './known/edge.ts';
import { events } from './known/events.ts';
import { mail } from './known/mail.ts';
import { phone } from './known/phone.ts';
import { inert, misunderstanding, type Shape } from './known/shape.ts';
import { nameOf } from './site.ts';

/** Every resource type that the local run knows, with the properties that it acts on or knows to have no effect here. */
const knownResources = new Map<string, Shape>(
  Object.entries({
    ...compute,
    ...data,
    ...edge,
    ...events,
    ...mail,
    ...phone,
    'AWS::CDK::Metadata': { Analytics: inert('tells AWS which constructs are used') },
  }),
);

/** To be asked before anything is resolved: a reference to an unknown resource is better told by the resource. */
export function refuseUnknownTypes(resources: Iterable<Pick<Resource, 'id' | 'type'>>): void {
  for (const { id, type } of resources) {
    if (knownResources.has(type)) continue;
    throw new Error(
      `Stack ${nameOf(id, type)} is of a type that the local run does not know. Add it to infra/local/assembly/known-resources.ts and attributes.ts, with the part that runs it.`,
    );
  }
}

/** The properties must be resolved: a value that decides whether the local run can do it may be an intrinsic function. */
export function refuseUnknownProperties({ id, type, properties }: Resource): void {
  const found = misunderstanding(knownResources.get(type) ?? {}, properties);
  if (!found) return;
  throw new Error(
    `Stack ${nameOf(id, type)}: "${found.path.join('.')}" ${found.complaint}. Change it in infra/, or add it to infra/local/assembly/known/ with the part that acts on it.`,
  );
}
