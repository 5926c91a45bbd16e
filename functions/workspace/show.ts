import { listAgents, viewAgent } from '#shared/agent/agents.ts';
import { readKeys } from '#shared/elsewhere/agent-key-table.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { listPeople } from '#shared/people/people.ts';
import { listTeams, viewTeam } from '#shared/people/teams.ts';
import { agentReadRoutes } from '#shared/routes/agent-routes.ts';
import { keyReadRoutes } from '#shared/routes/elsewhere-routes.ts';
import { peopleReadRoutes, teamReadRoutes } from '#shared/routes/people-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { triggerReadRoutes } from '#shared/routes/trigger-routes.ts';
import { settingsReadRoutes } from '#shared/routes/workspace-routes.ts';
import { openWorkTable } from '#shared/tables.ts';
import { readTriggersOf } from '#shared/trigger/trigger-table.ts';
import { viewSettings } from '#shared/workspace/change-settings.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { showEnv } from './show-env.ts';
import { shownCallback, shownKey } from './shown-keys.ts';
import { requireTrigger } from './trigger/require-trigger.ts';
import { showRuns } from './trigger/show-runs.ts';
import { showTrigger } from './trigger/show-trigger.ts';

const env = readEnv(showEnv);
const tables = openWorkTable(env);
const routes = {
  ...{ ...agentReadRoutes, ...peopleReadRoutes, ...teamReadRoutes, ...settingsReadRoutes },
  ...{ ...triggerReadRoutes, ...keyReadRoutes },
};
const shown = (trigger: Parameters<typeof showTrigger>[0]) =>
  showTrigger(trigger, { apiUrl: env.API_URL, agentDomain: env.AGENT_DOMAIN }, new Date());

/** Apart from those that change it: what a GET starts may read and do nothing else. */
export const handler = serveRoutes(tables, routes, {
  'GET /agents': async ({ person }) => json(200, { agents: await listAgents(tables, person) }),
  'GET /agents/{agentId}': async ({ person, agent }) => json(200, viewAgent(person, agent)),
  'GET /people': async ({ person }) => json(200, { people: await listPeople(tables, person) }),
  'GET /teams': async ({ person }) => json(200, { teams: await listTeams(tables, person) }),
  'GET /teams/{teamId}': async ({ person, param }) => json(200, await viewTeam(tables, person, param('teamId'))),
  'GET /agents/{agentId}/triggers': async ({ agent }) =>
    json(200, { triggers: (await readTriggersOf(tables, agent.agentId)).map(shown) }),
  'GET /triggers/{triggerId}': async ({ by, param }) =>
    json(200, shown(await requireTrigger(tables, by, param('triggerId')))),
  'GET /triggers/{triggerId}/runs': async ({ by, param }) => {
    const { triggerId } = await requireTrigger(tables, by, param('triggerId'));
    return json(200, await showRuns(tables, triggerId));
  },
  'GET /agents/{agentId}/keys': async ({ agent }) =>
    json(200, { keys: (await readKeys(tables, agent.agentId)).map(shownKey) }),
  'GET /agents/{agentId}/callback': async ({ agent }) => json(200, await shownCallback(tables, agent.agentId)),
  'GET /workspace/settings': async () => json(200, viewSettings(await readSettings(tables))),
});
