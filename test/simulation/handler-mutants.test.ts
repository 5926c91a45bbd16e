import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shrink } from './handlers/counterexample.ts';
import { MUTANTS } from './handlers/mutants.ts';
import { openLab } from './handlers/open-world.ts';
import { playStory } from './handlers/run.ts';

/** A call at which a story without its fault is played: the claim, or the write of a decision. */
const SOME = [5];

describe('the real handlers with one fault planted', () => {
  let lab: Awaited<ReturnType<typeof openLab>>;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());

  for (const mutant of MUTANTS) {
    it(`are found out: ${mutant.name}`, async () => {
      const { broken } = await playStory(lab, mutant);
      if (!broken) throw new Error(`${mutant.name} survived: the simulation has gone blind`);
      expect(mutant.breaks.split('|')).toContain(broken.split(' ')[0]);
    });

    it(`hold in the same story without it: ${mutant.name}`, async () => {
      const { broken } = await playStory(lab, { ...mutant, mutation: undefined }, SOME);
      expect(broken).toBe('');
    });
  }

  it('tell a short story of it, which breaks the same promise', { timeout: 600_000 }, async () => {
    const mutant = MUTANTS.find(({ name }) => name === 'the client sends again by itself');
    if (!mutant) throw new Error('no such mutant');
    const found = await playStory(lab, mutant);
    const { commands, broken, lines } = await shrink(lab, mutant, found.commands, found.broken);
    expect(commands.length).toBeLessThan(5);
    expect(broken.split(' ')[0]).toBe('I1');
    expect(lines.join('\n')).toMatch(/executor \d+: sends content/);
  });
});
