import * as fc from 'fast-check';
import type { Command } from './commands.ts';
import { histories, play, type Situation } from './run.ts';
import type { Lab } from './state.ts';

export type Counterexample = { broken: string; commands: Command[]; lines: string[] };

/** Tries of shrinking: each is a run of its own on the database. */
const MOST_TRIES = 400;

/** fast-check makes a failing history as short and plain as it can, while the same promise still breaks. */
export async function shrink(
  lab: Lab,
  situation: Situation,
  commands: Command[],
  broken: string,
): Promise<Counterexample> {
  const promise = broken.split(' ')[0] ?? broken;
  let tries = 0;
  const holds = fc.asyncProperty(histories(situation.mode, 0), async (played) => {
    tries++;
    return tries > MOST_TRIES || !(await play(lab, situation, played)).broken.startsWith(promise);
  });
  const { counterexample } = await fc.check(holds, { examples: [[commands]], numRuns: 1 });
  const shortest = counterexample?.[0] ?? commands;
  const lines: string[] = [];
  const last = await play(lab, situation, shortest, lines);
  return { broken: last.broken, commands: shortest, lines: [...lines, `BROKEN: ${last.broken}`] };
}
