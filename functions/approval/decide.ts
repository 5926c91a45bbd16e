import { DecisionRequest } from '#shared/approval/decision.ts';
import { recordDecision } from '#shared/approval/record-decision.ts';
import { readEnv } from '#shared/env.ts';
import { httpRoute, json, parseBody, pathParam } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openTables } from '#shared/tables.ts';
import { decideEnv } from './decide-env.ts';

const deps = { tables: openTables(readEnv(decideEnv)), now: () => new Date() };

/** POST /approvals/{actionId}/decision */
export const handler = httpRoute(async (event) => {
  const by = caller(event);
  return json(200, await recordDecision(deps, pathParam(event, 'actionId'), by, parseBody(DecisionRequest, event)));
});
