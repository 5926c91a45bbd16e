import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, OF_MODE, TRANSITIONS } from './handlers/counted.ts';
import { shrink } from './handlers/counterexample.ts';
import { openLab } from './handlers/open-world.ts';
import { toldHow } from './handlers/report.ts';
import { add, commandsOf, play, playStory, simulate } from './handlers/run.ts';
import type { Mode } from './handlers/state.ts';
import { TOURS } from './handlers/tours.ts';
import { report } from './model/report.ts';

const RUNS = Number(process.env.COUNTERSIGN_HANDLER_RUNS ?? 90);
const SEED = Number(process.env.COUNTERSIGN_SIMULATION_SEED ?? 20_261_123);

const SITUATIONS: { mode: Mode; what: string; share: number }[] = [
  { mode: 'plain', what: 'crashes, lost answers, skewed clocks and lost streams', share: 0.6 },
  { mode: 'attack', what: 'a hostile request role that writes any action item', share: 0.2 },
  { mode: 'restore', what: 'work restored from a snapshot by its runbook', share: 0.2 },
];

describe('the real handlers on real tables, simulated', () => {
  let lab: Awaited<ReturnType<typeof openLab>>;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());
  const counts: Record<string, number> = {};

  for (const tour of TOURS) {
    it(`hold every promise in a story: ${tour.name}`, async () => {
      const { broken, counts: more } = await playStory(lab, tour);
      expect(broken).toBe('');
      add(counts, more);
    });
  }

  for (const { mode, what, share } of SITUATIONS) {
    it(`hold every promise under ${what}`, { timeout: 3_600_000 }, async () => {
      const done = await simulate(lab, { mode }, { runs: Math.ceil(RUNS * share), seed: SEED });
      add(counts, done.counts);
      const { failure } = done;
      const shrunk = failure && (await shrink(lab, { mode }, failure.commands, failure.broken));
      expect(shrunk && toldHow({ mode, seed: SEED, failure, shrunk })).toBeUndefined();
    });
  }

  it('went through every transition and every fault', () => {
    process.stdout.write(`handlers: seed ${SEED}, ${RUNS} runs\n${report(counts)}\n`);
    expect([...TRANSITIONS, ...FAULTS, ...Object.values(OF_MODE).flat()].filter((name) => !counts[name])).toEqual([]);
  });

  it('play a run of a seed again exactly', async () => {
    const story = async () => {
      const lines: string[] = [];
      await play(lab, { mode: 'plain' }, commandsOf('plain', SEED, 3), lines);
      return lines;
    };
    const [once, again] = [await story(), await story()];
    expect(once.length).toBeGreaterThan(10);
    expect(again).toEqual(once);
  });
});
