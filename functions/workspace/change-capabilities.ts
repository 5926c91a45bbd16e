import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { capabilityChangeRoutes } from '#shared/routes/capability-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { changeCapabilitiesEnv } from './change-capabilities-env.ts';
import { changeCapability, changeTool, removeTool } from './change-capability.ts';

const tables = openWorkTable(readEnv(changeCapabilitiesEnv));
const deps = { tables, now: () => new Date() };

export const handler = serveRoutes(tables, capabilityChangeRoutes, {
  'PUT /agents/{agentId}/capabilities/{capability}': async ({ agent, person, param, body }) =>
    json(200, await changeCapability(deps, { agent, person }, param('capability'), body)),
  'PUT /agents/{agentId}/tools/{tool}': async ({ agent, person, param, body }) =>
    json(200, await changeTool(deps, { agent, person }, param('tool'), body)),
  'DELETE /agents/{agentId}/tools/{tool}': async ({ agent, person, param, query }) =>
    json(200, await removeTool(deps, { agent, person }, param('tool'), query)),
});
