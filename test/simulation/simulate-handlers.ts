import { shrink } from './handlers/counterexample.ts';
import type { Mutant } from './handlers/mutant.ts';
import { MUTANTS } from './handlers/mutants.ts';
import { openLab } from './handlers/open-world.ts';
import { toldHow } from './handlers/report.ts';
import { playStory, simulate } from './handlers/run.ts';
import type { Lab, Mode } from './handlers/state.ts';
import { report } from './model/report.ts';

export const HANDLER_MODES: readonly Mode[] = ['plain', 'attack', 'restore'];
export const HANDLER_MUTANTS = MUTANTS.map(({ name }) => name);

/** Tables that were deleted stay in the memory of the local database: it is started anew after so many runs. */
const RUNS_A_DATABASE = 2_000;

type Asked = { runs: number; seed: number; from: number; modes: readonly Mode[]; mutant?: string | undefined };

/** Plays the real handlers; true when every promise held. */
export async function simulateHandlers({ runs, seed, from, modes, mutant }: Asked): Promise<boolean> {
  const planted = MUTANTS.find(({ name }) => name === mutant);
  if (planted) return inLab((lab) => playMutant(lab, planted));
  for (const mode of modes) {
    for (let done = 0; done < runs; done += RUNS_A_DATABASE) {
      const part = { runs: Math.min(RUNS_A_DATABASE, runs - done), seed, from: from + done };
      if (!(await inLab((lab) => playRuns(lab, mode, part)))) return false;
    }
  }
  return true;
}

async function inLab(work: (lab: Lab) => Promise<boolean>): Promise<boolean> {
  const lab = await openLab();
  try {
    return await work(lab);
  } finally {
    await lab.close();
  }
}

async function playRuns(lab: Lab, mode: Mode, part: { runs: number; seed: number; from: number }): Promise<boolean> {
  const { runs, seconds, counts, failure } = await simulate(lab, { mode }, part);
  console.log(`handlers, ${mode}: seed ${part.seed}, ${runs} runs from ${part.from} on, ${seconds.toFixed(1)} s`);
  console.log(report(counts));
  if (!failure) return true;
  const shrunk = await shrink(lab, { mode }, failure.commands, failure.broken);
  console.log(toldHow({ mode, seed: part.seed, failure, shrunk }));
  return false;
}

/** Ends with the shortest story of the accident. */
async function playMutant(lab: Lab, mutant: Mutant): Promise<boolean> {
  const { broken, commands } = await playStory(lab, mutant);
  console.log(`${mutant.name}: ${broken || 'survived'}`);
  if (!broken) return true;
  const { lines } = await shrink(lab, mutant, commands, broken);
  console.log(lines.join('\n'));
  return false;
}
