import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

const BUILT_IN = 'built-in';

/**
 * Modules of Node as they are, and not through `import`. That reads every export once, to offer each by its name; those of
 * `node:http` include `WebSocket`, which loads all of Node's own fetch and HTTP/2, those of `node:process` standard input and output.
 */
export const builtInModules: Plugin = {
  name: 'built-in-modules',
  setup: (build) => {
    build.onResolve({ filter: /^[a-z_:/0-9]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: BUILT_IN, sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: BUILT_IN }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
  },
};
