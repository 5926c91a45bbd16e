import { readWaiting } from '#shared/notification/bell-list.ts';
import { type NotifyDeps, notifyOwners } from './notify-owners.ts';

/** How many of the waiting actions that a person was told of are brought to others at once. */
const MOST_WAITING = 500;
const AT_ONCE = 5;

/**
 * What waits in the bell of a person who will not see it, or may not decide on it any more, is brought to whoever is
 * responsible now. Doing it twice tells nobody twice.
 */
export async function tellOthers(deps: NotifyDeps, personId: string): Promise<void> {
  const waiting = await readWaiting(deps.tables, personId, MOST_WAITING);
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    const some = waiting.slice(at, at + AT_ONCE);
    await Promise.all(some.map(({ actionId, round }) => notifyOwners(deps, actionId, round)));
  }
}
