import { readAction } from '../action/action-table.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { fold } from '../ledger/fold.ts';
import { readRows } from '../ledger/ledger-table.ts';
import type { Caller } from '../people/caller.ts';
import type { Person } from '../people/person.ts';
import { carryOutDecision } from './carry-out-decision.ts';
import { type DecisionPlan, planDecision } from './plan-decision.ts';
import type { DecideDeps } from './record-decision.ts';

export type WithdrawDeps = Pick<DecideDeps, 'tables' | 'now'>;

const MAX_TRIES = 3;

/**
 * Withdraws one action, whatever is in it, if it is of one of these agents and has not begun. `running`: an executor
 * has it, or others were faster again and again. `other`: settled, or not of these agents.
 */
export async function withdrawAction(
  { tables, now }: WithdrawDeps,
  actionId: string,
  agentIds: readonly string[],
  { person, by }: { person: Person; by: Caller },
): Promise<'withdrawn' | 'running' | 'other'> {
  const asked = { verdict: 'withdraw' as const, decisionId: newId('dec'), notifyAgent: false };
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const [action, rows] = await Promise.all([readAction(tables, actionId), readRows(tables, actionId)]);
    if (!action || !agentIds.includes(action.agentId)) return 'other';
    const folded = fold(rows);
    if (folded?.row.state === 'claimed') return 'running';
    const shown = { agentId: action.agentId, round: folded?.round ?? 1, hash: action.hash };
    const plan = planOrNothing(() =>
      planDecision({
        ...{ action, rows, personId: person.personId, approversNeeded: 1, isBlocked: false },
        asked: { verdict: asked.verdict, shown },
      }),
    );
    if (!plan) return 'other';
    const written = await carryOutDecision(tables, action, plan, { person, by, asked, now: now() });
    if (written.won) return 'withdrawn';
  }
  return 'running';
}

function planOrNothing(plan: () => DecisionPlan): DecisionPlan | undefined {
  try {
    return plan();
  } catch (refusal) {
    if (refusal instanceof AppError) return undefined;
    throw refusal;
  }
}
