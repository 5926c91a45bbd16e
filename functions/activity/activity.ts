import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { activityRoutes } from '#shared/routes/activity-routes.ts';
import { newestFrom } from '#shared/routes/page-query.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { activityEnv } from './activity-env.ts';
import { countActivity } from './count-activity.ts';
import { listActivity, listActivityOf } from './list-activity.ts';

const deps = { tables: openTables(readEnv(activityEnv)), now: () => new Date() };

const DAY_MS = 24 * 60 * 60_000;

/** The page that a query asks for, as seen from now. */
function pageOf<Q extends { before: string; days?: number | undefined }>({ before, days, ...query }: Q) {
  const now = deps.now();
  const since = days === undefined ? undefined : new Date(now.getTime() - days * DAY_MS).toISOString();
  return { ...query, before: newestFrom(before, now), since };
}

export const handler = serveRoutes(deps.tables, activityRoutes, {
  'GET /agents/{agentId}/activity': async ({ agent, person, query }) =>
    json(200, await listActivityOf(deps.tables, { agent, person }, pageOf(query))),
  'GET /activity': async ({ person, query }) => json(200, await listActivity(deps.tables, person, pageOf(query))),
  'GET /activity/numbers': async ({ person, query }) => json(200, await countActivity(deps, person, query)),
});
