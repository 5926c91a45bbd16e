import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { settingsRoutes } from '#shared/routes/workspace-routes.ts';
import { openWorkTable } from '#shared/tables.ts';
import { changeSettings, viewSettings } from '#shared/workspace/change-settings.ts';
import { settingsEnv } from './settings-env.ts';

const tables = openWorkTable(readEnv(settingsEnv));

export const handler = serveRoutes(tables, settingsRoutes, {
  'PUT /workspace/settings': async ({ person, body }) =>
    json(200, viewSettings(await changeSettings(tables, person.personId, body))),
});
