import { COMMANDS, type Command } from './commands.ts';
import { count } from './counted.ts';
import { faultOf } from './fates.ts';
import type { Outcome, World } from './state.ts';
import { POSITIONS } from './stories.ts';

const OUTCOMES: readonly Outcome[] = [
  ...(['done', 'done', 'done', 'done', 'done', 'done', 'lost_done', 'lost_done'] as const),
  ...([
    'lost_undone',
    'refused',
    'refused',
    'throttled',
    'unreachable',
    'error_done',
    'error_undone',
    'throttled',
  ] as const),
];
/** Clocks differ by less than half of the margin that the ledger counts with. */
const SKEW_MS = 25_000;

/** At which call it goes wrong: from the fifth on it is claim, effect and record, or the write of a decision. */
const at = (c: number) => (c < POSITIONS ? c : ([5, 5, 6, 6, 7, 5, 6][c - POSITIONS] ?? 5));

/** What happens, and what goes wrong with it. */
export async function carryOut(world: World, command: Command): Promise<void> {
  const { b, c, d, e, kind } = command;
  const skewMs = [0, 0, -1, 1][e >> 2] ?? 0;
  world.order = e % 4;
  if (skewMs !== 0) count(world, 'F12 skewed clock');
  const how = {
    fault: faultOf(d),
    at: at(c),
    skewMs: skewMs * (world.mutation?.skewMs ?? SKEW_MS),
    outcome: OUTCOMES[b] ?? 'done',
  };
  await COMMANDS[kind][1](world, command, how);
}
