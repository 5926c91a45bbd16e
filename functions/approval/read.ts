import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { readRoutes } from '#shared/routes/approval-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { readCard } from './read-card.ts';
import { readApprovalEnv } from './read-env.ts';

const tables = openTables(readEnv(readApprovalEnv));

export const handler = serveRoutes(tables, readRoutes, {
  'GET /approvals/{actionId}': async ({ by, param }) => json(200, await readCard(tables, by, param('actionId'))),
});
