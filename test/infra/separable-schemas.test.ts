import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withPlainKeys } from '../../infra/bundle/separable-schemas.ts';

it('the keys in schemas of an AWS client are written out, and mean the same', () => {
  const schemas =
    'const _h = "http";\nconst _A = "A";\nvar A = [9, n, _A, { [_h]: ["GET", "/"], [_h2]: 1 }, list[_h]];';
  expect(withPlainKeys(schemas)).toBe(
    'const _h = "http";\nconst _A = "A";\nvar A = [9, n, _A, { "http": ["GET", "/"], [_h2]: 1 }, list[_h]];',
  );
});

it('no AWS client has a computed key in its schemas that stays', () => {
  const files = globSync('node_modules/@aws-sdk/client-*/dist-es/schemas/schemas_*.js');
  expect(files.length).toBeGreaterThan(5);
  const computed = files.filter((file) => /[{,]\s*\[\w+\]:/.test(withPlainKeys(readFileSync(file, 'utf8'))));
  expect(computed).toEqual([]);
});
