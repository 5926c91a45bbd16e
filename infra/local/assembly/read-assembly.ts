import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import type { RuntimeAddresses } from './attributes.ts';
import { type AssembledStack, resolveTemplate } from './resolve-template.ts';
import { AssetManifest, Manifest } from './template.ts';

export type Assembly = AssembledStack & {
  stackName: string;
  /** Directory of a function's bundle, by the `Code.S3Key` of its resource. */
  assetDirectory(s3Key: string): string;
};

/** Reads what `cdk synth` wrote: exactly one stack, and the directories of its bundles. */
export function readAssembly(directory: string, addresses: RuntimeAddresses): Assembly {
  const { artifacts } = readJson(Manifest, directory, 'manifest.json');
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (!stack || stacks.length > 1) {
    throw new Error(`${directory} holds ${stacks.length} stacks, and the local run runs one.`);
  }
  const [artifactId, { properties }] = stack;
  const stackName = properties?.stackName ?? artifactId;
  const template = parseJson(directory, properties?.templateFile ?? `${artifactId}.template.json`);
  const assets = readAssets(directory, artifacts);
  return {
    stackName,
    ...resolveTemplate(template, stackName, addresses),
    assetDirectory(s3Key) {
      const path = assets.get(s3Key);
      if (path && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
      throw new Error(`${directory} has no asset directory for "${s3Key}". Synthesize again.`);
    },
  };
}

/** Paths of all assets by the key that a deployment would give them. */
function readAssets(directory: string, artifacts: z.output<typeof Manifest>['artifacts']): ReadonlyMap<string, string> {
  const manifests = Object.values(artifacts).flatMap(({ type, properties }) =>
    type === 'cdk:asset-manifest' && properties?.file ? [properties.file] : [],
  );
  const entries = manifests.flatMap((file) =>
    Object.values(readJson(AssetManifest, directory, file).files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(directory, source.path ?? '')] as const),
    ),
  );
  return new Map(entries);
}

function readJson<T extends z.ZodType>(schema: T, directory: string, file: string): z.output<T> {
  return schema.parse(parseJson(directory, file));
}

function parseJson(directory: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8'));
  } catch (cause) {
    throw new Error(`${join(directory, file)} is not readable as a part of a cloud assembly. Synthesize again.`, {
      cause,
    });
  }
}
