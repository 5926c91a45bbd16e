import { readAgent } from '#shared/agent/agent-table.ts';
import { readEnv } from '#shared/env.ts';
import { AppError } from '#shared/errors.ts';
import { mcpRoutes } from '#shared/routes/elsewhere-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { answerMcp } from './mcp/answer-mcp.ts';
import { mcpServer } from './mcp/mcp-server.ts';
import { mcpEnv } from './mcp-env.ts';
import { openGate } from './open-gate.ts';

const deps = openGate(readEnv(mcpEnv));

export const handler = serveRoutes(deps.tables, mcpRoutes, {
  'POST /mcp': async ({ agentKey: key, event }) => {
    const agent = await readAgent(deps.tables, key.agentId, 'eventual');
    if (!agent) throw new AppError('NOT_FOUND');
    return answerMcp(() => mcpServer(deps, { agent, key }), event);
  },
});
