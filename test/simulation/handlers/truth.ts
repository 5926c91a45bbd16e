import type { Key, Row, Truth, World } from './state.ts';
import { rowId } from './state.ts';

/** What really happened on a row, whatever the tables say. */
export function truthOf(world: World, key: Key): Truth {
  const id = rowId(key);
  const known = world.truths.get(id) ?? { effects: 0, wasUncertain: false, positiveHandled: false, tries: [] };
  world.truths.set(id, known);
  return known;
}

/** Keeps the first thing that went wrong; the run ends there. */
export function breaks(world: World, what: string): undefined {
  world.broken ??= what;
}

/** The rows of an action, as they stand. */
export function rowsOf(world: World, actionId: string): Row[] {
  return [...world.rows.values()].filter((row) => row.actionId === actionId);
}
