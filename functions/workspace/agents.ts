import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { addAgent, editAccess, editAgent } from '#shared/agent/agents.ts';
import { deleteAgent } from '#shared/agent/delete-agent.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { agentRoutes } from '#shared/routes/agent-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openTables } from '#shared/tables.ts';
import { agentsEnv } from './agents-env.ts';
import { removeWhatStarts } from './trigger/remove-what-starts.ts';

const env = readEnv(agentsEnv);
const tables = openTables(env);
const now = () => new Date();
const starts = {
  schedules: { scheduler: new SchedulerClient({}), group: env.SCHEDULE_GROUP },
  rules: { events: new EventBridgeClient({}), bus: env.EVENT_BUS, prefix: env.RULE_PREFIX },
};

export const handler = serveRoutes(tables, agentRoutes, {
  'POST /agents': async ({ person, body }) => json(201, await addAgent(tables, person, body)),
  'PUT /agents/{agentId}': async ({ body, ...asking }) => json(200, await editAgent({ tables, now }, asking, body)),
  'PUT /agents/{agentId}/access': async ({ body, ...asking }) =>
    json(200, await editAccess({ tables, now }, asking, body)),
  'DELETE /agents/{agentId}': async ({ person, agent }) => {
    const endAccess = () => removeWhatStarts({ tables, now, ...starts }, agent.agentId, person.personId);
    await deleteAgent({ tables, now, endAccess }, person, agent);
    return json(200, { agentId: agent.agentId });
  },
});
