import { nameOf } from './invariants.ts';
import type { World } from './state.ts';
import { breaks, rowsOf, truthOf } from './truth.ts';

/** I5, I9, I10: once faults are over and sweeps have worked, nothing is stuck and everybody sees what is true. */
export function checkDrained(world: World): void {
  const isHostile = world.mode === 'attack';
  for (const row of world.rows.values()) {
    const name = nameOf(world, row);
    // Whoever may write any item can also stop its execution; that is no more than not asking for it.
    if (row.state === 'claimed') breaks(world, `I5 ${name} stuck claimed`);
    if (row.state === 'approved' && !isHostile) breaks(world, `I5 ${name} stuck approved`);
    if (row.state === 'uncertain' && truthOf(world, row).positiveHandled)
      breaks(world, `I10 positive evidence for ${name} handled, row still uncertain`);
    if (row.ofNewerSchema === undefined && world.newer.has(`${row.pk}|${row.round}`))
      breaks(world, `F20 ${name} lost an attribute that only a newer deployment knows`);
  }
  if (!isHostile) for (const { action } of world.actions) checkShown(world, action);
}

function checkShown(world: World, action: number): undefined {
  const { actionId = '' } = world.actions[action] ?? {};
  const item = world.items.get(actionId);
  if (!item) return;
  const rows = rowsOf(world, actionId);
  const states = rows.map(({ state }) => state);
  if (item.state === 'allowed') return breaks(world, `I5 A${action} stuck allowed`);
  const sum = rows.reduce((total, { v }) => total + v, 0);
  if (item.pv !== sum) breaks(world, `I5 A${action} shows version ${item.pv}, its rows are at ${sum}`);
  if ((item.dueAt !== undefined && item.state !== 'pending') || rows.some(({ dueAt }) => dueAt !== undefined))
    return breaks(world, `I5 A${action} is never taken off the sweep's list`);
  const shown = shownFor(
    rows.toSorted((one, other) => other.round - one.round),
    states,
  );
  if (shown && item.state !== shown.state)
    breaks(world, `${shown.promise} A${action} shown ${item.state}, not ${shown.state}`);
  const waits = item.state === 'pending';
  if (waits !== (item.pendingOf !== undefined))
    breaks(world, `I5 A${action} is ${waits ? 'not ' : ''}on the list of what waits`);
}

/** What people must see, told independently of the product's own fold. */
function shownFor([newest]: { state: string }[], states: string[]): { state: string; promise: string } | undefined {
  // A question that waits for its second person is asked before anything else is said.
  if (states.includes('half')) return { state: 'pending', promise: 'I5' };
  if (states.includes('executed')) return { state: 'executed', promise: 'I9' };
  if (states.includes('uncertain')) return { state: 'uncertain', promise: 'I9' };
  if (!newest) return undefined;
  const words: Record<string, string> = { lapsed: 'pending', declined: 'pending', withdrawn: 'cancelled' };
  return { state: words[newest.state] ?? newest.state, promise: 'I5' };
}
