import { readEnv } from '#shared/env.ts';
import { httpRoute, json, optionalPathParam, parseBody } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openWorkTable } from '#shared/tables.ts';
import { HoldRequest, holdAgent, holdWorkspace } from '#shared/workspace/hold.ts';
import { holdEnv } from './hold-env.ts';

const tables = openWorkTable(readEnv(holdEnv));

/** POST /agents/{agentId}/hold and POST /workspace/hold */
export const handler = httpRoute(async (event) => {
  const by = caller(event);
  const asked = parseBody(HoldRequest, event);
  const agentId = optionalPathParam(event, 'agentId');
  return json(200, agentId ? await holdAgent(tables, agentId, by, asked) : await holdWorkspace(tables, by, asked));
});
