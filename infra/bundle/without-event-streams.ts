import type { Plugin } from 'esbuild';

/**
 * The AWS clients load the code of event streams when an operation has one, and none that we call has. As it is, it costs
 * more than its size: what is loaded later must begin later, so that all that it shares with the clients is kept whole.
 */
export const withoutEventStreams: Plugin = {
  name: 'without-event-streams',
  setup: (build) => {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not in this bundle: see infra/bundle/without-event-streams.ts`)})`,
    }));
  },
};
