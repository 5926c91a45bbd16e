import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSource } from '#shared/source-place.ts';

describe('an error in a bundle', () => {
  let directory: string;
  let frame: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'countersign-source-'));
    const source = join(directory, 'thrower.ts');
    writeFileSync(source, 'export type Unused = string;\n\nexport function fail() {\n  throw new Error("no");\n}\n');
    const outfile = join(directory, 'out', 'index.mjs');
    buildSync({ entryPoints: [source], outfile, bundle: true, format: 'esm', minify: true, sourcemap: 'linked' });
    const { fail } = await import(pathToFileURL(outfile).href);
    // A test runner that reads maps by itself is kept out: this is what Node says without being told to.
    frame = `    at ${fail.name} (${pathToFileURL(outfile).href}:1:28)`;
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is logged with the place in the source', () => {
    expect(inSource(frame)).toMatch(/ at \S+ \(thrower\.ts:4:\d+\)$/);
  });

  it.each([
    ['of Node itself', '    at node:internal/main/run_main_module:36:49'],
    ['of a file without a map', '    at fail (/nowhere/index.mjs:1:2)'],
    ['of a source that was not bundled', '    at fail (/work/shared/log.ts:1:2)'],
  ])('keeps a frame %s as it is', (_, other) => {
    expect(inSource(other)).toBe(other);
  });
});
