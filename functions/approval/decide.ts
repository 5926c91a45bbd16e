import { recordDecision } from '#shared/approval/record-decision.ts';
import { withdrawAgent, withdrawWorkspace } from '#shared/approval/withdraw-waiting.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { decideRoutes } from '#shared/routes/approval-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { decideEnv } from './decide-env.ts';

const env = readEnv(decideEnv);
const deps = { tables: openTables(env), now: () => new Date(), systemSender: env.SYSTEM_SENDER };

export const handler = serveRoutes(deps.tables, decideRoutes, {
  'POST /approvals/{actionId}/decision': async ({ by, body, param }) =>
    json(200, await recordDecision(deps, param('actionId'), by, body)),
  'POST /agents/{agentId}/withdrawal': async ({ by, body, param }) =>
    json(200, await withdrawAgent(deps, param('agentId'), by, body.confirm)),
  'POST /workspace/withdrawal': async ({ by, body }) => json(200, await withdrawWorkspace(deps, by, body.confirm)),
});
