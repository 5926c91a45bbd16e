import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '#shared/errors.ts';

/** Rows that begin with a code of the catalogue: code, status, meaning. */
const documented = [
  ...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \| (\d+) \| ([^|]+) \| [^|]+ \|$/gm),
].map(([, code = '', status, meaning]) => [code, { status: Number(status), title: meaning }] as const);

describe('docs/errors.md', () => {
  it('has every code of the catalogue with its status and meaning, and none that does not exist', () => {
    expect(Object.fromEntries(documented)).toEqual(ERRORS);
  });

  it('says each code once', () => {
    expect(documented).toHaveLength(Object.keys(ERRORS).length);
  });
});
