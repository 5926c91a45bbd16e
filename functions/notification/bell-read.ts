import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { bellReadRoutes } from '#shared/routes/notification-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { bellReadEnv } from './bell-read-env.ts';
import { markAsRead } from './mark-as-read.ts';

const tables = openWorkTable(readEnv(bellReadEnv));

export const handler = serveRoutes(tables, bellReadRoutes, {
  'POST /notifications/read': async ({ person, body }) =>
    json(200, await markAsRead({ tables, now: () => new Date() }, person.personId, body)),
});
