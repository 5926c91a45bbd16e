import type { Agent } from '../agent/agent.ts';
import type { Judgement } from '../guardrail/guardrail.ts';
import { log } from '../log.ts';
import type { WorkTable } from '../tables.ts';
import { readAction } from './action-table.ts';
import { countPending } from './count-pending.ts';
import type { AgentOutcome } from './outcome.ts';

/**
 * Turns away what asks now and did not before, and would wait for people where so much of the agent waits already that nobody could read it: nothing is
 * stored. What was stored before is not turned away. Only an agent that is noted to have many is counted, so the usual
 * request costs nothing more; what is asked for at the same moment, or before the note, may still get through.
 */
export async function turnAway(
  tables: WorkTable,
  { agentId, maxPending, manyPending }: Agent,
  actionId: string,
  before: Judgement | undefined,
  now: Judgement,
): Promise<AgentOutcome | undefined> {
  if (now.verdict !== 'ask' || before?.verdict === 'ask') return undefined;
  if (!manyPending || (await countPending(tables, agentId, maxPending)) < maxPending) return undefined;
  if (await readAction(tables, actionId)) return undefined;
  log.warn('action turned away', { actionId, agentId, reason: 'too_many_pending' });
  const message = 'Too much of what you asked for waits for people. Ask for nothing more before they have decided.';
  return { outcome: 'limited', actionId, reason: 'too_many_pending', message };
}
