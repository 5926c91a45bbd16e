import type { Command } from './commands.ts';
import { faultOf } from './fates.ts';
import type { World } from './state.ts';

/** A command in words, for a story that a person reads. The calls that it leads to follow it, one a line. */
export function describeCommand({ kind, a, b, c, d, e }: Command, world: World): string {
  const fault = faultOf(d);
  const what = `${kind} (${a}, ${b})`;
  const wrong = fault === 'none' || kind === 'leap' ? '' : `; ${fault} at call ${c}`;
  const skewed = e >= 8 ? '; its clock is wrong' : '';
  const time = new Date(world.now).toISOString().slice(5, 19);
  return `${time} ${what}${wrong}${skewed}`;
}
