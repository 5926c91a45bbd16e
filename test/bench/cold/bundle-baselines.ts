import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundled by esbuild as it comes, with the client as it comes: nothing of `infra/bundle` is applied. */
export async function bundleBaselines(outdir: string) {
  await build({
    entryPoints: ['empty.ts', 'bare-client.ts'].map((file) => join(import.meta.dirname, file)),
    ...{ outdir, bundle: true, format: 'esm', minify: true, sourcemap: 'linked', sourcesContent: false },
    ...{ platform: 'node', target: 'node24', mainFields: ['module', 'main'], outExtension: { '.js': '.mjs' } },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return { empty: join(outdir, 'empty.mjs'), bareClient: join(outdir, 'bare-client.mjs') };
}
