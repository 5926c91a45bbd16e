import { resolveUncertain } from '#shared/approval/resolve.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { resolveRoutes } from '#shared/routes/approval-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { resolveEnv } from './resolve-env.ts';

const deps = { tables: openTables(readEnv(resolveEnv)), now: () => new Date() };

export const handler = serveRoutes(deps.tables, resolveRoutes, {
  'POST /approvals/{actionId}/resolution': async ({ by, body, param }) =>
    json(200, await resolveUncertain(deps, param('actionId'), by, body)),
});
