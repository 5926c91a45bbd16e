import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
/** What the assembly is made from: the code, and the packages as they are installed. */
const MADE_FROM = [
  ...['functions/**', 'shared/**', 'infra/**', 'package.json', 'package-lock.json'],
  'node_modules/.package-lock.json',
];
/** In the assembly's directory: the print of what it was made from. */
const STAMP = 'made-from';

/**
 * Synthesizes the stack into a directory, unless what is there was made from the very same code: that is most of the time
 * that a start takes.
 */
export async function assembleInto(directory: string, make = synthesizeInto): Promise<'made' | 'kept'> {
  const print = printOfCode();
  const stamp = join(directory, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return 'kept';
  rmSync(directory, { recursive: true, force: true });
  await make(directory);
  // Last: what was made by halves has none.
  writeFileSync(stamp, print);
  return 'made';
}

async function synthesizeInto(outdir: string): Promise<void> {
  // Only where it is needed: the CDK takes seconds to load.
  const { synthesize } = await import('../../app.ts');
  await synthesize({ outdir, checked: false });
}

function printOfCode(): string {
  const hash = createHash('sha256').update(JSON.stringify(process.env.CDK_CONTEXT_JSON ?? ''));
  for (const path of globSync(MADE_FROM, { cwd: root }).sort()) {
    const file = join(root, path);
    if (statSync(file).isFile()) hash.update(JSON.stringify(path)).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
