import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { coldStarts } from './cold/cold-starts.ts';
import { cost } from './cost/cost.ts';
import { cycle } from './cycle/cycle.ts';
import { keyHeat } from './growth/key-heat.ts';
import { judging } from './judging/judging.ts';
import { describeMachine, machineLine } from './machine.ts';
import type { Findings, Section } from './section.ts';
import { showTables } from './show-tables.ts';

/**
 * `npm run bench -- --only cold --rounds 7`: measures, prints tables, and with `--save` keeps the numbers in
 * `results.json` and the tables in `docs/performance.md`. Parts that were not run keep what they had.
 */
const SECTIONS: Record<string, Section> = { cycle, judging, cold: coldStarts, heat: keyHeat, cost };

const RESULTS = join(import.meta.dirname, 'results.json');
const DOCUMENT = join(import.meta.dirname, '../../docs/performance.md');

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(SECTIONS).join(',') },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const names = values.only.split(',');
const unknown = names.find((name) => !SECTIONS[name]);
if (unknown) throw new Error(`There is no part "${unknown}": choose from ${Object.keys(SECTIONS).join(', ')}`);
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on');

const print = process.stdout.write.bind(process.stdout);
const say = (line: string) => void print(`${line}\n`);
// What the functions log while they are measured is not what this prints.
process.stdout.write = () => true;

for (const name of names) {
  const machine = describeMachine();
  const at = new Date().toISOString();
  say(`\n## ${name}\n\n${machineLine(machine)}\n`);
  const findings = await SECTIONS[name]?.({ rounds, quick: values.quick, say });
  if (!findings) continue;
  for (const [title, text] of Object.entries(findings.tables)) say(`### ${title}\n\n${text}\n`);
  if (values.save) save(name, { at, rounds, machine, ...findings });
}
process.exit();

/** After each part, so that a part that fails takes nothing from those before it. */
function save(name: string, { tables, ...kept }: Findings & Record<string, unknown>): void {
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  writeFileSync(RESULTS, `${JSON.stringify({ ...results, [name]: kept }, null, 1)}\n`);
  writeFileSync(DOCUMENT, showTables(readFileSync(DOCUMENT, 'utf8'), tables));
}
