import { DecisionRequest } from '#shared/approval/decision.ts';
import { recordDecision } from '#shared/approval/record-decision.ts';
import { WithdrawalRequest, withdrawAgent, withdrawWorkspace } from '#shared/approval/withdraw-waiting.ts';
import { readEnv } from '#shared/env.ts';
import { httpRoute, json, optionalPathParam, parseBody } from '#shared/http.ts';
import { caller } from '#shared/people/caller.ts';
import { openTables } from '#shared/tables.ts';
import { decideEnv } from './decide-env.ts';

const deps = { tables: openTables(readEnv(decideEnv)), now: () => new Date() };

/**
 * POST /approvals/{actionId}/decision, POST /agents/{agentId}/withdrawal and POST /workspace/withdrawal: one function,
 * since only one role may make the row of a decision, and withdrawing makes rows too.
 */
export const handler = httpRoute(async (event) => {
  const by = caller(event);
  const actionId = optionalPathParam(event, 'actionId');
  const agentId = optionalPathParam(event, 'agentId');
  if (actionId) return json(200, await recordDecision(deps, actionId, by, parseBody(DecisionRequest, event)));
  const { confirm } = parseBody(WithdrawalRequest, event);
  return json(
    200,
    agentId ? await withdrawAgent(deps, agentId, by, confirm) : await withdrawWorkspace(deps, by, confirm),
  );
});
