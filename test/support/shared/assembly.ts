import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleInto } from '../../../infra/local/assembly/assemble.ts';
import { ASSEMBLY_DIRECTORY } from './names.ts';

/** Bundles and synthesizes once for all test files that run the stack. */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env[ASSEMBLY_DIRECTORY]) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'countersign-assembly-'));
  process.env[ASSEMBLY_DIRECTORY] = directory;
  await assembleInto(directory);
  return () => rmSync(directory, { recursive: true });
}
