import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { meRoutes } from '#shared/routes/workspace-routes.ts';
import { openWorkTable } from '#shared/tables.ts';
import { meEnv } from './me-env.ts';
import { showMe } from './show-me.ts';

const tables = openWorkTable(readEnv(meEnv));

export const handler = serveRoutes(tables, meRoutes, {
  'GET /me': async ({ person }) => json(200, await showMe(tables, person)),
});
