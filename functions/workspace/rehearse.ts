import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { rehearsalRoutes } from '#shared/routes/capability-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { rehearseEnv } from './rehearse-env.ts';
import { replayActions } from './replay-actions.ts';
import { suggestEntries } from './suggest-entries.ts';
import { tryAction } from './try-action.ts';

const env = readEnv(rehearseEnv);
const tables = openWorkTable(env);
const deps = { tables, now: () => new Date(), systemSender: env.SYSTEM_SENDER };

export const handler = serveRoutes(tables, rehearsalRoutes, {
  'POST /agents/{agentId}/capabilities/{capability}/try': async ({ agent, param, body }) =>
    json(200, await tryAction(deps, agent, await readSettings(tables), param('capability'), body)),
  'POST /agents/{agentId}/capabilities/{capability}/replay': async ({ agent, param, body }) =>
    json(200, await replayActions(deps, agent, await readSettings(tables), param('capability'), body)),
  'GET /agents/{agentId}/suggestions': async ({ agent }) =>
    json(200, { suggestions: await suggestEntries(deps, agent, await readSettings(tables)) }),
});
