import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { bellRoutes } from '#shared/routes/notification-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { bellEnv } from './bell-env.ts';
import { showBell } from './show-bell.ts';

const tables = openWorkTable(readEnv(bellEnv));

export const handler = serveRoutes(tables, bellRoutes, {
  'GET /notifications': async ({ person }) => json(200, await showBell(tables, person.personId)),
});
