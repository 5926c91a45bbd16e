import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addChecks, synthesize } from '../../infra/app.ts';
import { assembleUnchecked } from '../support/unchecked-assembly.ts';
import { type Json, type Resources, referencesIn, resourcesOf, synthesizedTemplate } from './synthesized.ts';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-assembly-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

describe('the assembly', () => {
  it('passes the rules of cdk-nag and CloudFormation, and is the same without the checks, wherever it is written', async () => {
    const checked = await synthesize({ outdir: join(scratch, 'checked') });
    const unchecked = await assembleUnchecked(join(scratch, 'deeper/unchecked'));
    const template = (directory: string) => readFileSync(join(directory, 'Countersign.template.json'), 'utf8');
    expect(template(unchecked)).toBe(template(checked));
  });

  it('would not pass with a finding', async () => {
    const app = new App({ outdir: join(scratch, 'finding'), builtinCloudFormationValidation: false });
    await addChecks(app);
    new Bucket(new Stack(app, 'Careless'), 'Open');
    expect(() => app.synth()).toThrow('AwsSolutions-S1');
  });

  it('can be created: no two resources wait for each other', () => {
    expect(circle(resourcesOf(synthesizedTemplate()))).toBeUndefined();
  });

  it('needs nothing that only AWS can look up, and no custom resource', () => {
    const types = Object.values(resourcesOf(synthesizedTemplate())).map(({ Type }) => Type);
    expect(types.filter((type) => /^Custom::|CustomResource|AWS::CloudFormation::/.test(type))).toEqual([]);
    const { Parameters = {} } = synthesizedTemplate();
    // The CDK's own: which version of its bootstrap stack there is.
    expect(Object.keys(Parameters)).toEqual(['BootstrapVersion']);
  });
});

/** Logical ids around a circle of references, if there is one. */
function circle(resources: Resources): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, path: string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return undefined;
    const { Properties, DependsOn = [] } = resources[id] ?? { Properties: {} };
    for (const next of [...referencesIn(Properties as Json), ...DependsOn]) {
      const found = resources[next] && visit(next, [...path, id]);
      if (found) return found;
    }
    done.add(id);
    return undefined;
  };
  for (const id of Object.keys(resources)) {
    const found = visit(id, []);
    if (found) return found;
  }
  return undefined;
}
