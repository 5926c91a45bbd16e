import { type Judgement, withReason } from '../guardrail/guardrail.ts';
import { capabilitiesOf } from '../guardrail/inherit.ts';
import { countersOf } from '../guardrail/limits.ts';
import { countedAs, recipientsOf, usageOf } from '../guardrail/usage.ts';
import { takePlaces } from '../limit/limit-table.ts';
import type { WorkTable } from '../tables.ts';
import { readAction } from './action-table.ts';
import type { Content } from './content.ts';
import type { Rules } from './read-rules.ts';

type Use = Rules & { content: Content; judgement: Judgement };

/**
 * Counts an action against the limits of its capability, and makes the judgement stricter where one is full. What is
 * blocked anyway is not counted, and without limits nothing is read or written.
 *
 * Counted first, stored then: a crash between the two has counted an action that is not there, so fewer get through, and
 * never more. A repeated request finds its action and is not counted again; the action keeps the verdict that it was
 * stored with. Only the gate counts: executors, edits and "send again" carry out what was counted here.
 */
export async function countUse(
  { tables, now }: { tables: WorkTable; now: () => Date },
  actionId: string,
  { agent, settings, content, judgement }: Use,
): Promise<Judgement> {
  const { limits } = usageOf(capabilitiesOf(agent, settings), content);
  if (!limits || judgement.verdict === 'block') return judgement;
  if (await readAction(tables, actionId)) return judgement;
  const counters = countersOf(limits, recipientsOf(content), now());
  const counted = { agentId: agent.agentId, countedAs: countedAs(content) };
  const full = await takePlaces(tables, counted, counters);
  return full ? withReason(judgement, { rule: full.rule, verdict: limits.beyond }) : judgement;
}
