import * as fc from 'fast-check';
import { KINDS } from './commands.ts';
import { newWorld } from './new-world.ts';
import type { Design } from './rules.ts';
import { type Packed, pack, play, unpack } from './run.ts';
import { noCounts } from './transitions.ts';

export type Counterexample = { broken: string; commands: Packed[]; lines: string[] };

const small = fc.integer({ min: 0, max: 15 });
const command = fc.tuple(fc.integer({ min: 0, max: KINDS.length - 1 }), small, small, small, small);
const history = fc.array(command, { maxLength: 200, size: 'max' });
type History = [number, number, number, number, number][];

/** fast-check makes a failing history as short and plain as it can, while the same promise still breaks. */
export function shrink(design: Design, commands: readonly Packed[], broken: string): Counterexample {
  const promise = broken.split(' ')[0] ?? broken;
  const holds = fc.property(history, (played) => {
    return !play(newWorld(design, noCounts()), toPacked(played)).startsWith(promise);
  });
  const { counterexample } = fc.check(holds, { examples: [[toHistory(commands)]], numRuns: 1 });
  const [shorter] = counterexample ?? [];
  return tell(design, shorter ? toPacked(shorter) : [...commands]);
}

/** Plays a history once more, in words. */
function tell(design: Design, commands: Packed[]): Counterexample {
  const lines: string[] = [];
  const broken = play(newWorld(design, noCounts(), lines), commands);
  return { broken, commands, lines: [...lines, `BROKEN: ${broken}`] };
}

function toHistory(commands: readonly Packed[]): History {
  return commands.map((packed) => {
    const { kind, a, b, c, d } = unpack(packed);
    return [KINDS.indexOf(kind), a, b, c, d];
  });
}

function toPacked(played: History): Packed[] {
  return played.map(([kind, a, b, c, d]) => pack(kind, a, b, c, d));
}
