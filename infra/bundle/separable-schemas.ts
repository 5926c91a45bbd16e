import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * An AWS client's schemas, of every operation in one file, so that esbuild can leave out those of operations that nobody
 * calls. Traits have computed keys, `{ [_hH]: … }` after `const _hH = "httpHeader"`, and as far as esbuild knows
 * computing a key may do something. Written as `{ "httpHeader": … }` it is a value, and goes when nothing refers to it.
 */
export function withPlainKeys(schemas: string): string {
  const texts = new Map([...schemas.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]));
  return schemas.replace(/\[(_\w+)\]:/g, (key, name) => (texts.has(name) ? `${texts.get(name)}:` : key));
}

export const separableSchemas: Plugin = {
  name: 'separable-schemas',
  setup: (build) => {
    build.onLoad({ filter: /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')),
    }));
  },
};
