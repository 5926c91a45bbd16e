import type { Decided, PendingPage } from '../app/api-types.ts';

/**
 * What this page has decided. The list follows the ledger by its stream, a moment later: an action that somebody has just
 * decided must not come back before their eyes. Asked again, it has another round.
 */
export function decidedHere() {
  const decided = new Set<string>();
  return {
    remember: ({ actionId, round, state }: Decided): void => {
      // Half: it waits for another person, in everybody's list.
      if (state !== 'half') decided.add(`${actionId}#${round}`);
    },
    without: (page: PendingPage): PendingPage => ({
      ...page,
      items: page.items.filter(({ actionId, round }) => !decided.has(`${actionId}#${round}`)),
    }),
  };
}
