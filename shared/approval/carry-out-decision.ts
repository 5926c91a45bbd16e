import type { Action } from '../action/action.ts';
import { hashOf } from '../action/content.ts';
import {
  completeHalf,
  lapseHalf,
  stopHalf,
  withdrawAllowed,
  withdrawApproved,
  writeDecision,
} from '../ledger/decision-transitions.ts';
import type { Written } from '../ledger/ledger-table.ts';
import type { Tables } from '../tables.ts';
import type { DecisionRequest } from './decision.ts';
import { type Click, decisionRow, lapsesAt, secondBy, stoppedBy } from './decision-row.ts';
import type { DecisionPlan } from './plan-decision.ts';

type DecidingClick = Click & { asked: Pick<DecisionRequest, 'verdict'> };

/** Makes the one write that a decision was planned to be. */
export async function carryOutDecision(
  tables: Tables,
  action: Action,
  plan: DecisionPlan,
  click: DecidingClick,
): Promise<Written> {
  const { now } = click;
  const hash = hashOf(action.agentId, action.capability, action.content);
  switch (plan.do) {
    case 'open':
      return writeDecision(tables, decisionRow(action, hash, plan, click), now);
    case 'complete':
      return completeHalf(tables, plan.row, secondBy(click), lapsesAt(action, now));
    case 'stop_half':
      return stopHalf(tables, plan.row, stoppedBy(click, click.asked.verdict === 'reject' ? 'reject' : 'withdraw'));
    case 'lapse_half':
      return lapseHalf(tables, plan.row);
    case 'withdraw_approved':
      return withdrawApproved(tables, plan.row, stoppedBy(click, 'withdraw'), now);
    case 'withdraw_allowed':
      return withdrawAllowed(tables, { ...action, hash }, stoppedBy(click, 'withdraw'), now);
  }
}
