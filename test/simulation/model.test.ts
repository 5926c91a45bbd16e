import { describe, expect, it } from 'vitest';
import { shrink } from './model/counterexample.ts';
import { report } from './model/report.ts';
import { design, type Mode } from './model/rules.ts';
import { simulate } from './model/run.ts';
import { TRANSITIONS } from './model/transitions.ts';

const RUNS = Number(process.env.COUNTERSIGN_SIMULATION_RUNS ?? 100_000);
const SEED = Number(process.env.COUNTERSIGN_SIMULATION_SEED ?? 20_261_123);

/** Rare ones need this many runs of a mode before their absence says something. */
const ENOUGH = 20_000;

const SITUATIONS: { mode: Mode; what: string; share: number }[] = [
  { mode: 'plain', what: 'crashes, lost replies, skewed clocks and lost streams', share: 0.4 },
  { mode: 'attack', what: 'a hostile request role that writes any action item', share: 0.3 },
  { mode: 'restore', what: 'work restored from a snapshot by its runbook', share: 0.3 },
];

describe('the design of the ledger, simulated', () => {
  for (const { mode, what, share } of SITUATIONS) {
    it(`holds every promise under ${what}`, { timeout: 600_000 }, () => {
      const runs = Math.ceil(RUNS * share);
      const { failure, counts, seconds, commands, runs: played } = simulate(design(mode), { runs, seed: SEED });
      process.stdout.write(
        `simulation, ${mode}: seed ${SEED}, ${runs} runs, ${commands} commands, ${seconds.toFixed(1)} s\n${report(counts)}\n`,
      );
      const shrunk = failure && shrink(design(mode), failure.commands, failure.broken);
      expect(shrunk?.lines.join('\n'), `run ${played} of seed ${SEED}`).toBeUndefined();
      if (runs < ENOUGH) return;
      expect(TRANSITIONS.filter((transition) => counts[transition] === 0)).toEqual([]);
      if (mode === 'attack') expect(counts['hostile write']).toBeGreaterThan(0);
      if (mode === 'restore') expect(counts.restored).toBeGreaterThan(0);
    });
  }

  it('plays a run of a seed again exactly', () => {
    const [once, twice] = [1, 2].map(() => simulate(design('plain'), { runs: 300, seed: SEED }).counts);
    expect(once).toEqual(twice);
  });
});
