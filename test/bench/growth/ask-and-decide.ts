import { readContent, sealContent } from '../../../shared/action/content.ts';
import { requestAction } from '../../../shared/action/request-action.ts';
import { recordDecision } from '../../../shared/approval/record-decision.ts';
import type { Tables } from '../../../shared/tables.ts';
import { SYSTEM_SENDER } from '../../support/builders.ts';
import { callerOf } from '../../support/people.ts';
import { oneKilobyte } from '../cycle/contender.ts';
import { CONVERSATION, gateOf } from '../gate.ts';

const OLIVIA = callerOf('per_olivia');
const now = () => new Date();

/** The two steps of one question after the other: asked of the gate, and decided by the agent's owner. */
export function askAndDecide(tables: Tables, runId: string) {
  const gate = gateOf(tables);
  const input = oneKilobyte('dana@customer.example');
  const { hash } = sealContent('agt_invoice', readContent('send_email', input));
  let asked = 0;
  let actionId = '';
  return {
    request: async () => {
      asked += 1;
      const call = { runId: `run_${runId}`, toolCallId: `call_${asked}`, capability: 'send_email', input } as const;
      ({ actionId } = await requestAction(gate, { conversation: CONVERSATION, ...call }));
    },
    decide: () =>
      recordDecision({ tables, now, systemSender: SYSTEM_SENDER }, actionId, OLIVIA, {
        ...{ verdict: 'approve', decisionId: `dec_${actionId.slice(-12)}`, notifyAgent: false },
        shown: { agentId: 'agt_invoice', round: 1, hash },
      }),
  };
}
