import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { preferencesRoutes } from '#shared/routes/workspace-routes.ts';
import { openWorkTable } from '#shared/tables.ts';
import { changePreferences } from './change-preferences.ts';
import { preferencesEnv } from './preferences-env.ts';

const tables = openWorkTable(readEnv(preferencesEnv));

export const handler = serveRoutes(tables, preferencesRoutes, {
  'PUT /me/preferences': async ({ person, body }) => {
    return json(200, await changePreferences({ tables, now: () => new Date() }, person, body));
  },
});
