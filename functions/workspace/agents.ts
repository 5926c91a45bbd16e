import { addAgent, editAccess, editAgent } from '#shared/agent/agents.ts';
import { deleteAgent } from '#shared/agent/delete-agent.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { agentRoutes } from '#shared/routes/agent-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { agentsEnv } from './agents-env.ts';

const deps = { tables: openTables(readEnv(agentsEnv)), now: () => new Date() };
const { tables } = deps;

export const handler = serveRoutes(tables, agentRoutes, {
  'POST /agents': async ({ person, body }) => json(201, await addAgent(tables, person, body)),
  'PUT /agents/{agentId}': async ({ body, ...asking }) => json(200, await editAgent(tables, asking, body)),
  'PUT /agents/{agentId}/access': async ({ body, ...asking }) => json(200, await editAccess(tables, asking, body)),
  'DELETE /agents/{agentId}': async ({ person, agent }) => {
    await deleteAgent(deps, person, agent);
    return json(200, { agentId: agent.agentId });
  },
});
