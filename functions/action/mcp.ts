import { readRules } from '#shared/action/read-rules.ts';
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
    const rules = await readRules(deps.tables, key.agentId);
    if ('blocked' in rules) throw new AppError(rules.blocked === 'unknown_agent' ? 'NOT_FOUND' : 'INTERNAL');
    return answerMcp(() => mcpServer(deps, { ...rules, key }), event);
  },
});
