import * as z from 'zod';
import type { Resource } from '../contract.ts';
import type { RuntimeAddresses } from './attributes.ts';
import { evaluateConditions } from './conditions.ts';
import { resolveEach, resolveText } from './intrinsics.ts';
import { refuseUnknownProperties, refuseUnknownTypes } from './known-resources.ts';
import { pseudoParameters } from './pseudo-parameters.ts';
import { readAttribute } from './references.ts';
import { nameOf, type Site } from './site.ts';
import { Template } from './template.ts';

export type AssembledResource = Resource & {
  /** What `Ref` gives: for most types the physical name, which is the logical id where the template sets none. */
  ref: string;
  /** Undefined for a type that has no ARN. */
  arn: string | undefined;
  /** Properties as the template has them, unresolved. */
  raw: Record<string, unknown>;
};

export type Resources = ReadonlyMap<string, AssembledResource>;
/** Resources by logical id, in the order of the template. */
export type AssembledStack = { resources: Resources; outputs: Record<string, string> };

/** Resolves a template to what runs on this machine. Refuses by name every type, property, attribute or intrinsic function that the local run does not know. */
export function resolveTemplate(content: unknown, stackName: string, addresses: RuntimeAddresses): AssembledStack {
  const template = parseTemplate(content, stackName);
  refuseUnknownTypes(Object.entries(template.Resources).map(([id, { Type }]) => ({ id, type: Type })));
  const shared = { template, pseudo: pseudoParameters(stackName), addresses };
  const site = { ...shared, conditions: evaluateConditions(shared) };
  const isWanted = (condition: string | undefined) =>
    condition === undefined || site.conditions.get(condition) === true;

  const resources = new Map<string, AssembledResource>();
  for (const [id, { Type, Properties, Condition }] of Object.entries(template.Resources)) {
    if (isWanted(Condition)) resources.set(id, assemble(id, Type, Properties, site));
  }
  const outputs = Object.entries(template.Outputs)
    .filter(([, { Condition }]) => isWanted(Condition))
    .map(([name, { Value }]) => [name, resolveText(Value, { ...site, user: `output ${name}` })]);
  return { resources, outputs: Object.fromEntries(outputs) };
}

function parseTemplate(content: unknown, stackName: string): Template {
  const parsed = Template.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The template of ${stackName} has what the local run does not read:\n${z.prettifyError(parsed.error)}`,
  );
}

function assemble(
  id: string,
  type: string,
  raw: Record<string, unknown>,
  shared: Omit<Site, 'user'>,
): AssembledResource {
  const site = { ...shared, user: nameOf(id, type) };
  const properties = resolveEach(raw, site);
  refuseUnknownProperties({ id, type, properties });
  const ref = readAttribute(id, 'Ref', site, resolveText) ?? id;
  return { id, type, properties, raw, ref, arn: readAttribute(id, 'Arn', site, resolveText) };
}
