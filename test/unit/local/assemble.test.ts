import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assembleInto } from '../../../infra/local/assembly/assemble.ts';

describe('an assembly in the directory of a local run', () => {
  let directory: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'countersign-assemble-')), 'assembly');
  });
  afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

  const make = async (outdir: string) => {
    mkdirSync(outdir);
    writeFileSync(join(outdir, 'manifest.json'), '{}');
  };
  const fail = async (outdir: string) => {
    await make(outdir);
    throw new Error('It ended in the midst');
  };

  it('is made once, and kept while the code is the same', async () => {
    expect(await assembleInto(directory, make)).toBe('made');
    expect(await assembleInto(directory, fail)).toBe('kept');
  });

  it('is made anew where it was made from other code', async () => {
    await assembleInto(directory, make);
    writeFileSync(join(directory, 'made-from'), 'other code');
    expect(await assembleInto(directory, make)).toBe('made');
  });

  it('is made anew where it was made by halves', async () => {
    await expect(assembleInto(directory, fail)).rejects.toThrow('in the midst');
    expect(await assembleInto(directory, make)).toBe('made');
  });
});
