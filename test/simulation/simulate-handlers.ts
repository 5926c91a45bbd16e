import { shrink } from './handlers/counterexample.ts';
import { MUTANTS } from './handlers/mutants.ts';
import { openLab } from './handlers/open-world.ts';
import { toldHow } from './handlers/report.ts';
import { simulate } from './handlers/run.ts';
import type { Mode } from './handlers/state.ts';
import { report } from './model/report.ts';

export const HANDLER_MODES: readonly Mode[] = ['plain', 'attack', 'restore'];
export const HANDLER_MUTANTS = MUTANTS.map(({ name }) => name);

/** Tables that were deleted stay in the memory of the local database: it is started anew after so many runs. */
const RUNS_A_DATABASE = 2_000;

type Asked = { runs: number; seed: number; from: number; modes: readonly Mode[]; mutant?: string | undefined };

/** Plays the real handlers; true when every promise held. */
export async function simulateHandlers({ runs, seed, from, modes, mutant }: Asked): Promise<boolean> {
  const planted = MUTANTS.find(({ name }) => name === mutant);
  let held = true;
  for (const mode of planted ? [planted.mode] : modes) {
    for (let done = 0; done < runs; done += RUNS_A_DATABASE) {
      const part = { runs: Math.min(RUNS_A_DATABASE, runs - done), seed, from: from + done };
      if (await playOn({ mode, mutation: planted?.mutation }, part, planted?.name)) continue;
      held = false;
      break;
    }
  }
  return held;
}

async function playOn(
  situation: Parameters<typeof simulate>[1],
  part: Parameters<typeof simulate>[2],
  mutant: string | undefined,
): Promise<boolean> {
  const lab = await openLab();
  try {
    const { runs, seconds, counts, failure } = await simulate(lab, situation, part);
    const what = mutant ? `${situation.mode} with ${mutant}` : situation.mode;
    console.log(`handlers, ${what}: seed ${part.seed}, runs ${part.from} and on, ${runs} in ${seconds.toFixed(1)} s`);
    console.log(report(counts));
    if (!failure) return true;
    const shrunk = await shrink(lab, situation, failure.commands, failure.broken);
    console.log(toldHow({ mode: situation.mode, seed: part.seed, failure, shrunk }));
    return false;
  } finally {
    await lab.close();
  }
}
