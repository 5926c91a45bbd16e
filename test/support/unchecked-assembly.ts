import { cpSync } from 'node:fs';
import { ASSEMBLY_DIRECTORY } from './shared/names.ts';

/** Puts an assembly without the checks into a directory: a copy of the one that the run of tests shares, or one of its own. */
export async function assembleUnchecked(directory: string): Promise<string> {
  const shared = process.env[ASSEMBLY_DIRECTORY];
  if (shared) {
    cpSync(shared, directory, { recursive: true });
    return directory;
  }
  // Only where it is needed: the CDK takes seconds to load.
  const { synthesize } = await import('../../infra/app.ts');
  return synthesize({ outdir: directory, checked: false });
}
