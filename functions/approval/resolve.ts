import { ResolutionRequest, resolveUncertain } from '#shared/approval/resolve.ts';
import { readEnv } from '#shared/env.ts';
import { httpRoute, json, parseBody, pathParam } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openTables } from '#shared/tables.ts';
import { resolveEnv } from './resolve-env.ts';

const deps = { tables: openTables(readEnv(resolveEnv)), now: () => new Date() };

/** POST /approvals/{actionId}/resolution */
export const handler = httpRoute(async (event) => {
  const by = caller(event);
  return json(200, await resolveUncertain(deps, pathParam(event, 'actionId'), by, parseBody(ResolutionRequest, event)));
});
