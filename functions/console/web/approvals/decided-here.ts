import type { Decided, PendingItem } from '../app/api-types.ts';

/**
 * What this page has decided. The list follows the ledger by its stream, a moment later: an action that somebody has just
 * decided must not come back before their eyes. Asked again, it has another round.
 */
export function decidedHere() {
  const decided = new Set<string>();
  return {
    remember: ({ actionId, round, state }: Pick<Decided, 'actionId' | 'round' | 'state'>): void => {
      // Half: it waits for another person, in everybody's list.
      if (state !== 'half') decided.add(`${actionId}#${round}`);
    },
    without: <I extends Pick<PendingItem, 'actionId' | 'round'>>(page: { items: I[]; next?: string }) => ({
      ...page,
      items: page.items.filter(({ actionId, round }) => !decided.has(`${actionId}#${round}`)),
    }),
  };
}
