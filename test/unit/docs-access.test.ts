import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ACCESS_DOC, accessDoc } from '../../infra/docs/access-doc.ts';

it('docs/access.md says what the table of routes says; `npm run docs` prints it anew', () => {
  expect(readFileSync(ACCESS_DOC, 'utf8')).toBe(accessDoc());
});
