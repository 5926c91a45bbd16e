import { printedKey, readOperatorOptions } from './operator-options.ts';
import { openOperatorTables } from './operator-tables.ts';
import { wakeRows } from './wake-rows.ts';
import { whyAwsRefused } from './why-refused.ts';

/**
 * `npm run restore-work`: the step of the runbook that follows a restore of *work*. Looks and counts, and with `--apply`
 * puts every row of *ledger* on the sweep's list. Exit code 2 where it refuses, 1 where AWS does.
 */
function refuse(why: string, code: 1 | 2 = 2): never {
  console.error(why);
  process.exit(code);
}

const options = readOperatorOptions(process.argv.slice(2));
if (typeof options === 'string') refuse(options);
const { apply, resume } = options;
const tables = openOperatorTables(options.tables);
if (!tables) refuse('Nothing runs in this directory: start it with npm start.');

let last = resume && printedKey(resume);
const resumeWith = () => (last ? `To go on from here: --resume '${last}'` : 'Nothing was done yet.');
const counts = await wakeRows({
  ...{ tables, now: () => new Date(), apply, resume },
  onPage({ rows, woken }, key) {
    last = printedKey(key);
    console.log(`${rows} rows read, ${woken} woken, up to ${last}`);
  },
}).catch((error) => refuse(`${whyAwsRefused(error)}\n${resumeWith()}`, 1));
tables.client.destroy();

if (!counts.held)
  refuse(`The workspace is not on hold: turn hold on first, since woken rows are started. ${resumeWith()}`);
if (counts.unreadable > 0) console.log(`${counts.unreadable} items are no rows and were left as they are.`);
console.log(
  apply
    ? `${counts.woken} of ${counts.rows} rows are on the sweep's list again; ${counts.moved} others moved by themselves.`
    : `${counts.rows} rows; of these ${counts.unshown} have ended and wait for the sweep to show them. Nothing was written: --apply does.`,
);
