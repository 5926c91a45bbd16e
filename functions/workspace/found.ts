import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { foundWorkspace } from '#shared/people/found-workspace.ts';
import { openSignIns } from '#shared/people/people-pool.ts';
import { foundRoutes } from '#shared/routes/people-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { foundEnv } from './found-env.ts';

const env = readEnv(foundEnv);
const deps = { tables: openWorkTable(env), signIns: openSignIns(env), firstAdminEmail: env.FIRST_ADMIN_EMAIL };

export const handler = serveRoutes(deps.tables, foundRoutes, {
  'POST /workspace': async ({ by, body }) => json(201, await foundWorkspace(deps, by, body.name)),
});
