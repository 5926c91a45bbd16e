import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type BuildResult, build, type Metafile } from 'esbuild';
import { builtInModules } from './bundle/built-in-modules.ts';
import { separableSchemas } from './bundle/separable-schemas.ts';
import { slimPhoneMetadata } from './bundle/slim-phone-metadata.ts';
import { withoutEventStreams } from './bundle/without-event-streams.ts';
import { bundlePage } from './bundle-page.ts';
import { openApiDocument } from './openapi/openapi-document.ts';

const root = resolve(import.meta.dirname, '..');
/** Nothing is written here. A fixed place keeps the relative paths in source maps, and so the hashes, the same wherever we synthesize. */
const virtual = join(root, 'cdk.out', 'bundle');

/** What a function needs less of than a package brings; each with what stands in its place. */
const INSTEAD_OF = {
  '@aws-sdk/credential-provider-node': join(root, 'infra/bundle/environment-credentials.ts'),
};

export type Bundles = {
  /** The directory that holds `index.mjs` of an entry, e.g. of `functions/approval/decide.ts`. */
  of(entry: string): string;
  /** Sizes, by output file; esbuild's own format. */
  metafile: Metafile;
};

/** Every function's entry file: the ones with an environment schema beside them. */
export function entryPoints(): string[] {
  return globSync('functions/**/*-env.ts', { cwd: root })
    .map((schema) => schema.replaceAll('\\', '/').replace(/-env\.ts$/, '.ts'))
    .filter((entry) => existsSync(join(root, entry)))
    .sort();
}

/**
 * Bundles all functions in one esbuild call, each into a directory of its own under `target`, and the console's page
 * into that of the function that serves it.
 */
export async function bundleFunctions(target: string): Promise<Bundles> {
  const page = bundlePage(root);
  const entries = entryPoints();
  const { outputFiles, metafile } = await buildFunctions(entries);
  for (const { path, contents } of outputFiles) write(join(target, relative(virtual, path)), contents);
  for (const { name, contents } of await page) {
    write(join(target, directoryOf('functions/console/api.ts'), 'web', name), contents);
  }
  // Made here, so that no function carries the schemas of every route along.
  const document = Buffer.from(JSON.stringify(openApiDocument()));
  write(join(target, directoryOf('functions/workspace/openapi.ts'), 'openapi.json'), document);
  return { of: (entry) => bundleOf(target, entries, entry), metafile };
}

/** What each function's bundle consists of, without the page and without writing anything. */
export async function inspectBundles(): Promise<Metafile> {
  return (await buildFunctions(entryPoints())).metafile;
}

function buildFunctions(entries: string[]): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: entry, out: join(directoryOf(entry), 'index') })),
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    alias: INSTEAD_OF,
    plugins: [builtInModules, withoutEventStreams, separableSchemas, slimPhoneMetadata],
    bundle: true,
    format: 'esm',
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    outdir: virtual,
    write: false,
  });
}

function write(file: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}

function directoryOf(entry: string): string {
  return entry.replace(/\.ts$/, '');
}

function bundleOf(target: string, entries: string[], entry: string): string {
  if (!entries.includes(entry)) {
    throw new Error(
      `${entry} is no entry point: it needs an environment schema beside it, ${directoryOf(entry)}-env.ts`,
    );
  }
  return join(target, directoryOf(entry));
}
