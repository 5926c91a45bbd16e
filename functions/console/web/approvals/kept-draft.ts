import type { Draft } from './decide.ts';

const KEY = 'countersign.draft';

/** What a person had entered on a card, kept while they sign in again; only for the same content. */
export function keepDraft(card: { actionId: string; hash: string }, draft: Draft): void {
  sessionStorage.setItem(KEY, JSON.stringify({ of: `${card.actionId} ${card.hash}`, draft }));
}

/** Taken once. */
export function takeDraft(card: { actionId: string; hash: string }): Draft | undefined {
  const kept = sessionStorage.getItem(KEY);
  if (kept === null) return undefined;
  sessionStorage.removeItem(KEY);
  const { of, draft } = JSON.parse(kept) as { of: string; draft: Draft };
  return of === `${card.actionId} ${card.hash}` ? draft : undefined;
}
