import { describe, expect, it } from 'vitest';
import { shrink } from './model/counterexample.ts';
import { BELTS, MUTANTS, WITHIN } from './model/mutants.ts';
import { design, GOOD, type Rule } from './model/rules.ts';
import { simulate } from './model/run.ts';

describe('the design with one rule off', () => {
  for (const { name, design, seed, breaks } of MUTANTS) {
    it(`is found out: ${name} (${design.mode})`, () => {
      const { failure, runs } = simulate(design, { runs: WITHIN, seed });
      if (!failure) throw new Error(`${name} survived ${runs} runs of seed ${seed}: the simulation has gone blind`);
      expect(breaks.split('|')).toContain(failure.broken.split(' ')[0]);
    });
  }

  it('has a mutant for every rule but the second belts', () => {
    const isOff = (rule: Rule) => MUTANTS.some(({ design }) => !design.rules[rule]);
    const rules = Object.keys(GOOD) as Rule[];
    expect(rules.filter((rule) => !isOff(rule)).toSorted()).toEqual([...BELTS].toSorted());
  });
});

describe('a counterexample', () => {
  it('is made short, still breaks the same promise, and reads as a story', () => {
    const tried = design('plain', ['deadIsUncertain']);
    const { failure } = simulate(tried, { runs: WITHIN, seed: 3 });
    if (!failure) throw new Error('the mutant survived');
    const { commands, broken, lines } = shrink(tried, failure.commands, failure.broken);
    expect(commands.length).toBeLessThan(10);
    expect(broken.split(' ')[0]).toBe(failure.broken.split(' ')[0]);
    expect(lines.join('\n')).toContain('an agent asks for A');
  });
});

describe('a restore of the ledger itself', () => {
  it('is a known limit: a decision whose row and projection both fell into the gap is asked again', () => {
    const { failure } = simulate(design('ledger'), { runs: 5_000, seed: 3 });
    expect(failure?.broken).toMatch(/^(I1|I7) /);
  });
});
