import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { readActionRoutes } from '#shared/routes/elsewhere-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { readActionEnv } from './read-env.ts';
import { withPoll } from './reply-with.ts';
import { waitForOutcome } from './wait-for-outcome.ts';

const deps = { tables: openTables(readEnv(readActionEnv)), now: () => new Date() };

export const handler = serveRoutes(deps.tables, readActionRoutes, {
  'GET /actions/{actionId}': async ({ agentKey, param, query }) =>
    json(200, withPoll(await waitForOutcome(deps, agentKey.agentId, param('actionId'), query.wait))),
});
