import { parseArgs } from 'node:util';
import { shrink } from './model/counterexample.ts';
import { MUTANTS } from './model/mutants.ts';
import { report } from './model/report.ts';
import { design, MODES, type Mode, PROMISED } from './model/rules.ts';
import { simulate } from './model/run.ts';
import { HANDLER_MODES, HANDLER_MUTANTS, simulateHandlers } from './simulate-handlers.ts';

const USAGE = `npm run simulate -- [--runs N] [--seed S] [--mode ${MODES.join('|')}] [--mutant NAME]
N runs (100000) with seed S (random) of each mode but ledger, which no runbook makes safe; with --mutant the design with that rule off, which must fail.
Mutants: ${MUTANTS.map(({ name }) => name).join(', ')}

npm run simulate -- --handlers [--runs N] [--seed S] [--from R] [--mode ${HANDLER_MODES.join('|')}] [--mutant NAME]
The same on the real handlers and tables: N runs (300) of each mode, beginning with run R (0).
Faults to plant: ${HANDLER_MUTANTS.map((name) => `"${name}"`).join(', ')}`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      handlers: { type: 'boolean', default: false },
      runs: { type: 'string' },
      from: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      mode: { type: 'string' },
      mutant: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { handlers, mode, mutant } = values;
  const [runs, seed, from] = [
    Number(values.runs ?? (handlers ? 300 : 100_000)),
    Number(values.seed),
    Number(values.from),
  ];
  const known: readonly string[] = handlers ? HANDLER_MODES : MODES;
  const mutants = handlers ? HANDLER_MUTANTS : MUTANTS.map(({ name }) => name);
  const isNumber = [runs, seed, from].every(Number.isSafeInteger) && runs > 0;
  const isKnown = (!mode || known.includes(mode)) && (!mutant || mutants.includes(mutant));
  if (values.help || !isNumber || !isKnown) {
    console.log(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  return { handlers, runs, seed, from, mode, mutant };
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

const { handlers, runs, seed, from, mode, mutant } = readArguments();
if (handlers) {
  const modes = HANDLER_MODES.filter((each) => !mode || each === mode);
  process.exitCode = (await simulateHandlers({ runs, seed, from, modes, mutant })) ? 0 : 1;
} else {
  const planted = MUTANTS.find(({ name }) => name === mutant);
  const modes = planted ? [planted.design.mode] : mode ? MODES.filter((each) => each === mode) : PROMISED;
  const held = modes.map((each) => run(each, runs, seed, planted));
  process.exitCode = held.every(Boolean) ? 0 : 1;
}
