import type { Counterexample } from './counterexample.ts';
import type { Failure } from './run.ts';
import type { Mode } from './state.ts';

/** What broke, how to see it again, and the shortest way there. */
export function toldHow(of: { mode: Mode; seed: number; failure: Failure; shrunk: Counterexample }): string {
  const { mode, seed, failure, shrunk } = of;
  return [
    `run ${failure.run} of seed ${seed} broke: ${failure.broken}`,
    `npm run simulate -- --handlers --mode ${mode} --seed ${seed} --from ${failure.run} --runs 1`,
    `${shrunk.commands.length} commands are enough:`,
    ...shrunk.lines,
  ].join('\n');
}
