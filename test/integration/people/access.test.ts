import { beforeAll, describe, expect, it } from 'vitest';
import { ANSWERS, CALLERS, type CallerKind } from '../../../infra/docs/access-answers.ts';
import { openAccessWorld } from '../../support/access-world.ts';
import { ALL_ROUTES } from '../../support/served-routes.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const kinds = Object.keys(CALLERS) as CallerKind[];

describe('every route, called by every kind of caller', () => {
  const workspace = useWorkspace();
  let call: Awaited<ReturnType<typeof openAccessWorld>>;
  beforeAll(async () => {
    call = await openAccessWorld(workspace);
  });

  it.each(ALL_ROUTES)('%s', async (routeKey, { access }) => {
    // Who is let in with nothing in the body, or with what is not of now, is told what is wrong with it.
    const refusals = access === 'first_admin' ? [401, 403, 404, 409] : [401, 403, 404];
    const found = await Promise.all(
      kinds.map(async (kind) => {
        const { statusCode = 0 } = await call(routeKey, kind);
        expect(statusCode, `${routeKey} as ${kind}`).toBeLessThan(500);
        return [kind, refusals.includes(statusCode) ? statusCode : 'yes'];
      }),
    );
    expect(Object.fromEntries(found)).toEqual(ANSWERS[access]);
  });
});
