import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { listRoutes } from '#shared/routes/approval-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { listEnv } from './list-env.ts';
import { listPending } from './list-pending.ts';

const tables = openWorkTable(readEnv(listEnv));

const hoursAgo = (hours: number | undefined) =>
  hours === undefined ? undefined : new Date(Date.now() - hours * 60 * 60_000).toISOString();

export const handler = serveRoutes(tables, listRoutes, {
  'GET /approvals': async ({ by, query: { waitsHours, ...query } }) =>
    json(200, await listPending(tables, by, { ...query, until: hoursAgo(waitsHours) })),
});
