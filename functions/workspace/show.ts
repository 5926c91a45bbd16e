import { listAgents, viewAgent } from '#shared/agent/agents.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { listPeople } from '#shared/people/people.ts';
import { listTeams, viewTeam } from '#shared/people/teams.ts';
import { agentReadRoutes } from '#shared/routes/agent-routes.ts';
import { peopleReadRoutes, teamReadRoutes } from '#shared/routes/people-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { settingsReadRoutes } from '#shared/routes/workspace-routes.ts';
import { openWorkTable } from '#shared/tables.ts';
import { viewSettings } from '#shared/workspace/change-settings.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { showEnv } from './show-env.ts';

const tables = openWorkTable(readEnv(showEnv));
const routes = { ...agentReadRoutes, ...peopleReadRoutes, ...teamReadRoutes, ...settingsReadRoutes };

/** Apart from those that change it: what a GET starts may read and do nothing else. */
export const handler = serveRoutes(tables, routes, {
  'GET /agents': async ({ person }) => json(200, { agents: await listAgents(tables, person) }),
  'GET /agents/{agentId}': async ({ person, agent }) => json(200, viewAgent(person, agent)),
  'GET /people': async ({ person }) => json(200, { people: await listPeople(tables, person) }),
  'GET /teams': async ({ person }) => json(200, { teams: await listTeams(tables, person) }),
  'GET /teams/{teamId}': async ({ person, param }) => json(200, await viewTeam(tables, person, param('teamId'))),
  'GET /workspace/settings': async () => json(200, viewSettings(await readSettings(tables))),
});
