import { readFileSync } from 'node:fs';
import { TEMPLATE_FILE } from '../support/shared/names.ts';

export type Json = null | string | number | boolean | Json[] | { [name: string]: Json };
export type Properties = { [name: string]: Json };
type Resource = { Type: string; Properties: Properties; DependsOn?: string[] };
export type Resources = Record<string, Resource>;

export type TemplateJson = { Resources: Resources; Parameters?: Properties };

/** The template as it would be deployed, but for the functions' code: rules about the stack need no bundles. */
export function synthesizedTemplate(): TemplateJson {
  return JSON.parse(readFileSync(process.env[TEMPLATE_FILE] ?? '', 'utf8'));
}

export function resourcesOf({ Resources }: TemplateJson): Resources {
  return Resources;
}

/** Logical ids and properties of all resources of a type, e.g. `AWS::Lambda::Function`. */
export function ofType(resources: Resources, type: string): [id: string, properties: Properties][] {
  return Object.entries(resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties }]) => [id, Properties]);
}

/** Logical ids that a piece of a template refers to. */
export function referencesIn(json: Json | undefined): string[] {
  if (Array.isArray(json)) return json.flatMap(referencesIn);
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    if (name === 'Ref' && typeof value === 'string') return [value];
    if (name === 'Fn::GetAtt' && Array.isArray(value)) return [String(value[0])];
    if (name === 'Fn::Sub') return [...JSON.stringify(value).matchAll(/\$\{(\w+)/g)].map(([, id]) => String(id));
    return referencesIn(value);
  });
}
