import * as fc from 'fast-check';
import { carryOut } from './carry-out.ts';
import { COMMANDS, type Command, KINDS, type Kind } from './commands.ts';
import type { Counts } from './counted.ts';
import { describeCommand } from './describe-command.ts';
import { drain } from './drain.ts';
import type { Mutation } from './mutation.ts';
import { closeWorld, openWorld } from './open-world.ts';
import type { Lab, Mode } from './state.ts';
import { POSITIONS, type Story } from './stories.ts';

const MODES_OF: Partial<Record<Kind, Mode>> = {
  hostile: 'attack',
  lie: 'attack',
  snapshot: 'restore',
  restore: 'restore',
};
const SHORTEST = 6;
const LONGEST = 26;

/** Histories of one mode: each kind of command as often as its weight says. */
export function histories(mode: Mode, minLength = SHORTEST): fc.Arbitrary<Command[]> {
  const small = fc.integer({ min: 0, max: 15 });
  const kinds = KINDS.filter((kind) => (MODES_OF[kind] ?? mode) === mode);
  const kind = fc.oneof(...kinds.map((each) => ({ weight: COMMANDS[each][0], arbitrary: fc.constant(each) })));
  const command = fc.record({ kind, a: small, b: small, c: small, d: small, e: small }, { noNullPrototype: true });
  const length = { minLength, maxLength: LONGEST + 1, size: 'max' as const };
  // Without a leaning to small numbers, which mean that nothing goes wrong.
  return fc.noBias(fc.array(command, length));
}

/** The commands of run `index` of a seed: each run stands alone, so one can be played again without the others. */
export function commandsOf(mode: Mode, seed: number, index: number): Command[] {
  const [commands = []] = fc.sample(histories(mode), {
    seed: Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b),
    numRuns: 1,
  });
  // Without anything asked for, nothing can happen.
  const asked = { kind: 'request', a: 0, b: index % 15, c: index % 6, d: 0, e: 0 } as const;
  return [asked, ...commands];
}

export type Played = { broken: string; counts: Counts };
export type Situation = { mode: Mode; mutation?: Mutation | undefined };

/** Does the commands, then drains. Gives the first promise that did not hold, or '' when all of them did. */
export async function play(
  lab: Lab,
  { mode, mutation }: Situation,
  commands: readonly Command[],
  story?: string[],
): Promise<Played> {
  const world = await openWorld(lab, mode, { mutation, ...(story ? { story } : {}) });
  try {
    for (const [index, command] of commands.entries()) {
      if (world.broken) break;
      story?.push(`${index + 1}. ${describeCommand(command, world)}`);
      await carryOut(world, command);
    }
    if (!world.broken) await drain(world, commands.length % 2 === 0);
    return { broken: world.broken ?? '', counts: world.counts };
  } finally {
    await closeWorld(world);
  }
}

export type Simulated = { runs: number; seconds: number; counts: Counts; failure: Failure | undefined };
export type Failure = { run: number; commands: Command[]; broken: string };

/** Worlds that are played at once: while one waits for the database another one computes. */
const AT_ONCE = 6;

export async function simulate(
  lab: Lab,
  situation: Situation,
  { runs, seed, from = 0 }: { runs: number; seed: number; from?: number },
): Promise<Simulated> {
  const counts: Counts = {};
  const began = performance.now();
  let next = from;
  let done = 0;
  const failures: Failure[] = [];
  const work = async () => {
    while (next < from + runs && failures.length === 0) {
      const run = next++;
      const commands = commandsOf(situation.mode, seed, run);
      const { broken, counts: counted } = await play(lab, situation, commands);
      add(counts, counted);
      done++;
      if (broken) failures.push({ run, commands, broken });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    runs: done,
    seconds: (performance.now() - began) / 1_000,
    counts,
    failure: failures.toSorted((a, b) => a.run - b.run)[0],
  };
}

type Told = { broken: string; counts: Counts; commands: Command[] };

/** Plays a story with its fault at one call after the other, until a promise breaks. */
export async function playStory(
  lab: Lab,
  situation: Situation & { story: Story },
  positions: Iterable<number> = Array(POSITIONS).keys(),
): Promise<Told> {
  const counts: Counts = {};
  const all = [...positions].map((at) => situation.story(at));
  // Without a fault in it, a story is the same wherever the fault would be.
  const told = [...new Map(all.map((commands) => [JSON.stringify(commands), commands])).values()];
  for (let from = 0; from < told.length; from += STORIES_AT_ONCE) {
    const some = told.slice(from, from + STORIES_AT_ONCE);
    const played = await Promise.all(some.map((commands) => play(lab, situation, commands)));
    for (const { counts: more } of played) add(counts, more);
    const index = played.findIndex(({ broken }) => broken !== '');
    if (index >= 0) return { broken: played[index]?.broken ?? '', counts, commands: some[index] ?? [] };
  }
  return { broken: '', counts, commands: all[0] ?? [] };
}

const STORIES_AT_ONCE = 3;

export function add(counts: Counts, more: Counts): void {
  for (const [name, times] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + times;
}
