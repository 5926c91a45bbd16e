import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly/read-assembly.ts';
import { addresses } from './template-of.ts';

const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'Countersign.template.json' } };
const manifest = {
  artifacts: {
    'Countersign.assets': { type: 'cdk:asset-manifest', properties: { file: 'Countersign.assets.json' } },
    Countersign: stack,
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
  },
};
const template = {
  Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' } },
  Rules: { CountersignCheckBootstrapVersion: { Assertions: [] } },
  Resources: { Work: { Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'Retain' } },
  Outputs: { WorkTable: { Value: { Ref: 'Work' } } },
};
const file = (path: string, objectKey: string) => ({ source: { path }, destinations: { here: { objectKey } } });
const assets = { files: { a: file('asset.abc', 'abc.zip'), t: file('Countersign.template.json', 'def.json') } };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(join(directory, 'asset.abc'));
  write({ 'manifest.json': manifest, 'Countersign.template.json': template, 'Countersign.assets.json': assets });
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(files: Record<string, unknown>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), JSON.stringify(content));
}

describe('an assembly as CDK writes it', () => {
  it('gives resources, outputs and the directory of a bundle', () => {
    const assembly = readAssembly(directory, addresses);
    expect(assembly.stackName).toBe('Countersign');
    expect(assembly.resources.get('Work')).toEqual({
      id: 'Work',
      type: 'AWS::DynamoDB::Table',
      properties: {},
      raw: {},
      ref: 'Work',
      arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Work',
    });
    expect(assembly.outputs).toEqual({ WorkTable: 'Work' });
    expect(assembly.assetDirectory('abc.zip')).toBe(join(directory, 'asset.abc'));
  });

  it('has a directory for bundles only', () => {
    const { assetDirectory } = readAssembly(directory, addresses);
    expect(() => assetDirectory('nothing.zip')).toThrow('no asset directory for "nothing.zip"');
    expect(() => assetDirectory('def.json')).toThrow('no asset directory for "def.json"');
  });
});

describe('an assembly that the local run cannot read', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['has two stacks', { 'manifest.json': { artifacts: { A: stack, B: stack } } }, 'holds 2 stacks'],
    ['has none', { 'manifest.json': { artifacts: {} } }, 'holds 0 stacks'],
    ['uses macros', { 'Countersign.template.json': { ...template, Transform: 'AWS::Serverless' } }, 'Transform'],
    ['has rules of its own', { 'Countersign.template.json': { ...template, Rules: { Mine: {} } } }, 'Mine'],
  ])('%s', (_, files, complaint) => {
    write(files);
    expect(() => readAssembly(directory, addresses)).toThrow(complaint);
  });

  it('is not there', () => {
    expect(() => readAssembly(join(directory, 'nowhere'), addresses)).toThrow('Synthesize again');
  });
});
