import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { holdRoutes } from '#shared/routes/workspace-routes.ts';
import { openWorkTable } from '#shared/tables.ts';
import { holdAgent, holdWorkspace } from '#shared/workspace/hold.ts';
import { holdEnv } from './hold-env.ts';

const tables = openWorkTable(readEnv(holdEnv));
const deps = { tables, now: () => new Date() };

export const handler = serveRoutes(tables, holdRoutes, {
  'POST /agents/{agentId}/hold': async ({ by, body, param }) =>
    json(200, await holdAgent(deps, param('agentId'), by, body)),
  'POST /workspace/hold': async ({ by, body }) => json(200, await holdWorkspace(deps, by, body)),
});
