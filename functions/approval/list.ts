import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { listRoutes } from '#shared/routes/approval-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { listEnv } from './list-env.ts';
import { listPending } from './list-pending.ts';

const tables = openWorkTable(readEnv(listEnv));

export const handler = serveRoutes(tables, listRoutes, {
  'GET /approvals': async ({ by, query }) => json(200, await listPending(tables, by, query)),
});
