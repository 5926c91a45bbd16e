import type { DecisionRequest } from '#shared/approval/decision.ts';
import type { Answer, Api } from './api-client.ts';
import type { Card, Decided } from './api-types.ts';
import { newDecisionId } from './decision-id.ts';

export type Verdict = 'approve' | 'reject';

/** What the person has entered; it outlives a card that is drawn anew. */
export type Draft = { note: string; notifyAgent: boolean };

/**
 * Sends decisions on one action. Pressing the same button again for the same card, note and tick is the same
 * decision with the same id, so a click whose answer was lost can be repeated and counts once.
 */
export function decider(api: Pick<Api, 'decide'>) {
  const ids = new Map<string, string>();
  return async (card: Card, verdict: Verdict, draft: Draft): Promise<Answer<Decided>> => {
    const decision = decisionOn(card, verdict, draft);
    const intent = JSON.stringify(decision);
    const decisionId = ids.get(intent) ?? newDecisionId();
    ids.set(intent, decisionId);
    return api.decide(card.actionId, { ...decision, decisionId });
  };
}

function decisionOn(card: Card, verdict: Verdict, draft: Draft): Omit<DecisionRequest, 'decisionId'> {
  const note = draft.note.trim();
  return {
    verdict,
    shown: { agentId: card.agent.agentId, round: card.round, hash: card.hash ?? '' },
    ...(note ? { note } : {}),
    notifyAgent: card.origin === 'chat' || draft.notifyAgent,
  };
}
