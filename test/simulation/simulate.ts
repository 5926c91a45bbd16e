import { parseArgs } from 'node:util';
import { shrink } from './model/counterexample.ts';
import { MUTANTS } from './model/mutants.ts';
import { report } from './model/report.ts';
import { design, MODES, type Mode, PROMISED } from './model/rules.ts';
import { simulate } from './model/run.ts';

const USAGE = `npm run simulate -- [--runs N] [--seed S] [--mode ${MODES.join('|')}] [--mutant NAME]
N runs (100000) with seed S (random) of each mode but ledger, which no runbook makes safe; with --mutant the design with that rule off, which must fail.
Mutants: ${MUTANTS.map(({ name }) => name).join(', ')}`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      mode: { type: 'string' },
      mutant: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  const mutant = MUTANTS.find(({ name }) => name === values.mutant);
  const modes = values.mode ? MODES.filter((mode) => mode === values.mode) : PROMISED;
  const isUsable = Number.isSafeInteger(runs) && runs > 0 && Number.isSafeInteger(seed) && modes.length > 0;
  if (values.help || !isUsable || (values.mutant && !mutant)) {
    console.log(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  return { runs, seed, modes, mutant };
}

function run(mode: Mode, runs: number, seed: number, mutant: (typeof MUTANTS)[number] | undefined): boolean {
  const tried = mutant?.design ?? design(mode);
  const done = simulate(tried, { runs, seed });
  const label = mutant ? `mutant ${mutant.name} (${tried.mode})` : mode;
  console.log(`${label}: seed ${seed}, ${done.runs} runs, ${done.commands} commands, ${done.seconds.toFixed(1)} s`);
  if (!done.failure) {
    console.log(report(done.counts));
    return true;
  }
  const { broken, lines, commands } = shrink(tried, done.failure.commands, done.failure.broken);
  console.log(`run ${done.runs} of seed ${seed} broke: ${done.failure.broken}`);
  console.log(`${commands.length} commands are enough:\n${lines.join('\n')}`);
  return broken === '';
}

const { runs, seed, modes, mutant } = readArguments();
const held = (mutant ? [mutant.design.mode] : modes).map((mode) => run(mode, runs, seed, mutant));
process.exitCode = held.every(Boolean) ? 0 : 1;
