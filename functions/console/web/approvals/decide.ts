import type { DecisionRequest } from '#shared/approval/decision.ts';
import type { Card } from '../app/api-types.ts';
import { newDecisionId } from './decision-id.ts';

export type Verdict = DecisionRequest['verdict'];

/** What the person has entered; it outlives a card that is drawn anew. */
export type Draft = { note: string; notifyAgent: boolean; edited?: Record<string, unknown> | undefined };

/**
 * Makes decisions on cards, which say since when the card was shown. Pressing the same button again for the same card, note, tick and edit is the same decision with
 * the same id, so a click whose answer was lost can be repeated and counts once.
 */
export function decisionMaker(
  rendering: string | undefined,
): (card: Card, verdict: Verdict, draft: Draft, openedAt: string) => DecisionRequest {
  const ids = new Map<string, string>();
  return (card, verdict, draft, openedAt) => {
    const decision = decisionOn(card, verdict, draft);
    const intent = JSON.stringify([card.actionId, decision]);
    const decisionId = ids.get(intent) ?? newDecisionId();
    ids.set(intent, decisionId);
    return { ...decision, decisionId, ...(rendering ? { rendering } : {}), openedAt };
  };
}

function decisionOn(card: Card, verdict: Verdict, draft: Draft) {
  const note = draft.note.trim();
  const round = verdict === 'send_again' ? card.highestRound : card.round;
  return {
    verdict,
    shown: { agentId: card.agent.agentId, round, hash: card.hash },
    ...(verdict === 'approve' && draft.edited ? { edited: draft.edited } : {}),
    ...(note ? { note } : {}),
    notifyAgent: card.origin === 'chat' || draft.notifyAgent,
  };
}
