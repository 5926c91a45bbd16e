import { readOperatorOptions } from './operator-options.ts';
import { openOperatorTables } from './operator-tables.ts';
import { repairLedger } from './repair-ledger.ts';
import { wakeRows } from './wake-rows.ts';
import { whyAwsRefused } from './why-refused.ts';

/**
 * `npm run restore-ledger`: the step of the runbook that follows a restore of *ledger*. Looks and counts, and with
 * `--apply` makes uncertain whatever may have been done since the backup. Exit code 2 where it refuses, 1 where AWS does.
 */
function refuse(why: string, code: 1 | 2 = 2): never {
  console.error(why);
  process.exit(code);
}

const options = readOperatorOptions(process.argv.slice(2));
if (typeof options === 'string') refuse(options);
const { apply, resume } = options;
if (resume) refuse('This has no --resume: what is repaired is passed over, so run it again as it was.');
const tables = openOperatorTables(options.tables);
if (!tables) refuse('Nothing runs in this directory: start it with npm start.');

const all = { tables, apply, now: () => new Date() };
const failed = (error: unknown) => refuse(`${whyAwsRefused(error)}\nRun it again: what is repaired is passed over.`, 1);
const { held, actions, repairs, moved } = await repairLedger({
  ...all,
  onPage: (counts) => console.log(`${counts.actions} actions looked at`),
}).catch(failed);
const isHeld = held && (await wakeRows(all).catch(failed)).held;
tables.client.destroy();

console.table(repairs);
if (!isHeld) refuse('The workspace is not on hold: turn hold on and stop all functions first. See docs/runbook.md.');
if (moved > 0) refuse(`${moved} rows changed meanwhile: something still runs. Stop it, and run this again.`);
console.log(
  apply
    ? `${actions} actions: their rows are repaired and on the sweep's list.`
    : `${actions} actions; the rows above would be made or changed. Nothing was written: --apply does.`,
);
