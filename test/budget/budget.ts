import { parseArgs } from 'node:util';
import { openTestWorkspace } from '../support/workspace.ts';
import { measureCycle } from './measure-cycle.ts';
import { isFlat, measurePending, printPending } from './measure-pending.ts';
import { isWithinBudget, printCycle } from './print-cycle.ts';

/** `npm run budget -- --pending 1000000`: prints what an approval costs, and ends with 1 where that is over the budget. */
const { values } = parseArgs({ options: { pending: { type: 'string', default: '10000' } } });
const most = Number(values.pending);
if (!Number.isInteger(most) || most < 1_000) throw new Error('--pending takes a number from 1000 on');

const EVERY = 50_000;
const print = (text: string) => process.stdout.write(`${text}\n`);

const workspace = await openTestWorkspace();
const { steps } = await measureCycle(workspace).finally(() => workspace.close());
print(`An approval of 1 KB content, by step:\n\n${printCycle(steps)}\n`);

const since = Date.now();
const measured = await measurePending([10, 1_000, most], (stored) => {
  if (stored > 0 && stored % EVERY === 0)
    print(`${stored} pending after ${Math.round((Date.now() - since) / 1_000)} s`);
});
print(`A page of 25 and a decision, by what waits:\n\n${printPending(measured)}\n`);

const within = isWithinBudget(steps);
const flat = isFlat(measured);
if (!within) print('OVER: an approval costs more than its budget.');
if (!flat) print('OVER: the cost of a page or a decision depends on how much waits.');
process.exitCode = within && flat ? 0 : 1;
