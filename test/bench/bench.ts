import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, machineLine } from './machine.ts';
import type { Findings, Section } from './section.ts';
import { showTables } from './show-tables.ts';

/**
 * `npm run bench -- --only cold --rounds 7`: measures, prints tables, and with `--save` keeps the numbers in
 * `results.json` and the tables in `docs/performance.md`. Parts that were not run keep what they had.
 */
const SECTIONS: Record<string, () => Promise<Section>> = {
  judging: async () => (await import('./judging/judging.ts')).judging,
  cost: async () => (await import('./cost/cost.ts')).cost,
  heat: async () => (await import('./growth/key-heat.ts')).keyHeat,
  cycle: async () => (await import('./cycle/cycle.ts')).cycle,
  wait: async () => (await import('./wait/wait.ts')).wait,
  cold: async () => (await import('./cold/cold-starts.ts')).coldStarts,
  console: async () => (await import('./console/console.ts')).consoleInBrowser,
  others: async () => (await import('./growth/growth-of-others.ts')).growthOfOthers,
  growth: async () => (await import('./growth/growth.ts')).growth,
};

const RESULTS = join(import.meta.dirname, 'results.json');
const DOCUMENT = join(import.meta.dirname, '../../docs/performance.md');

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(SECTIONS).join(',') },
    rounds: { type: 'string', default: '5' },
    pending: { type: 'string', default: '10000' },
    quick: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const names = values.only.split(',');
const unknown = names.find((name) => !SECTIONS[name]);
if (unknown) throw new Error(`There is no part "${unknown}": choose from ${Object.keys(SECTIONS).join(', ')}`);
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on');

const pending = Number(values.pending);
if (!(pending >= 10)) throw new Error('--pending takes a number from 10 on');

const print = process.stdout.write.bind(process.stdout);
const say = (line: string) => void print(`${line}\n`);
// What the functions log while they are measured is not what this prints.
process.stdout.write = () => true;

for (const name of names) {
  const machine = describeMachine();
  const at = new Date().toISOString();
  say(`\n## ${name}\n\n${machineLine(machine)}\n`);
  const since = Date.now();
  // A part that fails takes none of the others along, and is run again by its name.
  const findings = await measure(name).catch((error) => {
    say(`The part "${name}" failed: ${error instanceof Error ? error.stack : error}`);
    process.exitCode = 1;
  });
  if (!findings) continue;
  const seconds = Math.round((Date.now() - since) / 1_000);
  say(`It took ${seconds} s.\n`);
  for (const [title, text] of Object.entries(findings.tables)) say(`### ${title}\n\n${text}\n`);
  if (values.save) save(name, { at, rounds, seconds, machine, ...findings });
}
process.exit();

async function measure(name: string): Promise<Findings | undefined> {
  const section = await SECTIONS[name]?.();
  return section?.({ rounds, pending, quick: values.quick, say });
}

/** After each part, so that a part that fails takes nothing from those before it. */
function save(name: string, { tables, ...kept }: Findings & Record<string, unknown>): void {
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  writeFileSync(RESULTS, `${JSON.stringify({ ...results, [name]: kept }, null, 1)}\n`);
  writeFileSync(DOCUMENT, showTables(readFileSync(DOCUMENT, 'utf8'), tables));
}
