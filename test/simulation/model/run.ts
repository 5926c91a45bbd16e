import { COMMANDS, type Command, KINDS, type Kind } from './commands.ts';
import { describe } from './describe.ts';
import { drain } from './drain.ts';
import { checkDrained } from './invariants.ts';
import { newWorld } from './new-world.ts';
import { type Design, MODES, type Mode } from './rules.ts';
import type { World } from './state.ts';
import { noCounts } from './transitions.ts';

/** A command in one integer: 8 bits of kind, and four times 4 bits. */
export type Packed = number;

const ATTACK: Kind[] = ['hostile'];
const RESTORE: Kind[] = ['snapshot', 'restore'];

/** Each kind as often as it is to come; what only one situation has is left out of the others. */
const DEALT = Object.fromEntries(MODES.map((mode) => [mode, deal(mode)])) as Record<Mode, number[]>;

function deal(mode: Mode): number[] {
  const others: Kind[] = [
    ...(mode === 'attack' ? [] : ATTACK),
    ...(mode === 'restore' || mode === 'ledger' ? [] : RESTORE),
  ];
  return KINDS.flatMap((kind, index) => (others.includes(kind) ? [] : Array<number>(COMMANDS[kind][0]).fill(index)));
}

export function unpack(packed: Packed): Command {
  const kind = KINDS[(packed >>> 16) & 0xff] ?? 'step';
  return { kind, a: packed & 15, b: (packed >>> 4) & 15, c: (packed >>> 8) & 15, d: (packed >>> 12) & 15 };
}

export function pack(kind: number, a: number, b: number, c: number, d: number): Packed {
  return (kind << 16) | (d << 12) | (c << 8) | (b << 4) | a;
}

/** Does the commands, then drains. Gives the first invariant that does not hold, or '' when all of them do. */
export function play(world: World, commands: ArrayLike<Packed>): string {
  for (let i = 0; i < commands.length && !world.broken; i++) {
    const command = unpack(commands[i] ?? 0);
    world.story?.push(`${i + 1}. ${describe(command, world)}`);
    world.outcome = 'done';
    world.order = command.d >> 2;
    COMMANDS[command.kind][1](world, command);
  }
  if (!world.broken) drain(world);
  if (!world.broken) checkDrained(world);
  return world.broken ?? '';
}

/** mulberry32: small, fast, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** The commands of run `index` of a seed: each run stands alone, so one can be played again without the others. */
function commandsOf(mode: Mode, seed: number, index: number): Packed[] {
  const next = random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const length = 16 + (next() % 50);
  const dealt = DEALT[mode];
  const commands: Packed[] = [pack(1, 0, next() & 15, next() & 15, next() & 15)];
  for (let i = 1; i < length; i++) {
    const bits = next();
    commands.push(((dealt[(bits >>> 16) % dealt.length] ?? 0) << 16) | (bits & 0xffff));
  }
  return commands;
}

export type Simulated = {
  runs: number;
  commands: number;
  seconds: number;
  counts: ReturnType<typeof noCounts>;
  /** Of the last run. */
  failure: { commands: Packed[]; broken: string } | undefined;
};

export function simulate(design: Design, { runs, seed }: { runs: number; seed: number }): Simulated {
  const counts = noCounts();
  const began = performance.now();
  let commands = 0;
  for (let run = 0; run < runs; run++) {
    const played = commandsOf(design.mode, seed, run);
    commands += played.length;
    const broken = play(newWorld(design, counts), played);
    if (broken)
      return { runs: run + 1, commands, seconds: since(began), counts, failure: { commands: played, broken } };
  }
  return { runs, commands, seconds: since(began), counts, failure: undefined };
}

function since(began: number): number {
  return (performance.now() - began) / 1000;
}
