import { readEnv } from '#shared/env.ts';
import { bellRoutes } from '#shared/routes/notification-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { bellEnv } from './bell-env.ts';
import { replyUnlessSeen, showBell } from './show-bell.ts';

const tables = openWorkTable(readEnv(bellEnv));

export const handler = serveRoutes(tables, bellRoutes, {
  'GET /notifications': async ({ person, event }) => replyUnlessSeen(event, await showBell(tables, person)),
});
