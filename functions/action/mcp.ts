import { readAgent } from '#shared/agent/agent-table.ts';
import { readEnv } from '#shared/env.ts';
import { AppError } from '#shared/errors.ts';
import type { HttpReply } from '#shared/http.ts';
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
  'GET /mcp': async () => ONLY_POST,
  'DELETE /mcp': async () => ONLY_POST,
});

/** No stream to listen to, and no session to end: that is what the transport's specification has for such a server. */
const ONLY_POST: HttpReply = { statusCode: 405, headers: { allow: 'POST' }, body: '' };
