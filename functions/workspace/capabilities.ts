import { readVersions } from '#shared/agent/agent-version-table.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { capabilityRoutes } from '#shared/routes/capability-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { capabilitiesEnv } from './capabilities-env.ts';
import { showCapabilities } from './show-capabilities.ts';

const tables = openWorkTable(readEnv(capabilitiesEnv));

export const handler = serveRoutes(tables, capabilityRoutes, {
  'GET /agents/{agentId}/capabilities': async ({ agent, person }) =>
    json(200, await showCapabilities(tables, agent, person)),
  'GET /agents/{agentId}/versions': async ({ agent, query }) =>
    json(200, await readVersions(tables, agent.agentId, query)),
});
