import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { featureFlags } from '../../infra/app.ts';
import { CountersignStack } from '../../infra/stack.ts';

export type Json = null | string | number | boolean | Json[] | { [name: string]: Json };
export type Properties = { [name: string]: Json };
type Resource = { Type: string; Properties: Properties; DependsOn?: string[] };
export type Resources = Record<string, Resource>;

/** The template as it would be deployed, but for the functions' code: rules about the stack need no bundles. */
export function synthesizedTemplate(): Template {
  const scratch = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  const code = join(scratch, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.mjs'), 'export const handler = async () => ({});\n');
  const app = new App({
    outdir: join(scratch, 'out'),
    context: featureFlags,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const bundles = { of: () => code, metafile: { inputs: {}, outputs: {} } };
  try {
    const defaultModel = { provider: 'bedrock', modelId: 'amazon.nova-lite-v1:0' } as const;
    const firstAdminEmail = 'first@acme.example';
    const where = { mailDomain: 'acme.example', phoneOrigination: 'pool/pool-acme' };
    const props = { bundles, ...where, defaultModel, firstAdminEmail };
    return Template.fromStack(new CountersignStack(app, 'Countersign', props));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

export function resourcesOf(template: Template): Resources {
  return template.toJSON().Resources as Resources;
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
