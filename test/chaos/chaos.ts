import { parseArgs } from 'node:util';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos -- [--actions N] [--kills K] [--seed S]`: functions cut in their midst several times a second, and the
 * whole host ended with SIGKILL and started again K times, while N actions are asked for and decided. Ends with a
 * ledger; exit code 0 only if nothing was lost and nothing happened twice.
 */
const whole = { type: 'string' as const };
const { values } = parseArgs({ options: { actions: whole, kills: whole, seed: whole } });
const actions = numberOf('actions', values.actions ?? '500');
const kills = numberOf('kills', values.kills ?? '10');
const seed = numberOf('seed', values.seed ?? '1');
/** A dead executor's claim is given up after its lease and the margin; then come two sweeps, and back-offs. Meanwhile nothing may end. */
const DRAIN_MS = 8 * 60_000;

function numberOf(name: string, given: string): number {
  if (/^\d{1,9}$/.test(given)) return Number(given);
  console.error(`--${name} takes a whole number, and "${given}" is none.`);
  process.exit(2);
}

console.log(`Chaos with ${actions} actions, ${kills} kills of the host and functions cut all the time, seed ${seed}`);
const say = (line: string) => console.log(`  ${line}`);
const { ledger, open, broken, cuts, clicks } = await runChaos({
  actions,
  kills,
  spared: [],
  seed,
  drainMs: DRAIN_MS,
  say,
});

const cut = Object.values(cuts).reduce((sum, one) => sum + one, 0);
console.log(`\nThe host was killed ${kills} times, and ${cut} invocations were cut in their midst:`);
console.table(cuts);
console.log(`${clicks.acknowledged} clicks counted, ${clicks.lost} came second, ${clicks.retried} were made again.`);
console.table(ledger);
for (const sentence of [...open, ...broken]) console.log(sentence);
const holds = open.length === 0 && broken.length === 0;
console.log(holds ? 'Nothing was lost, nothing happened twice.' : 'A promise was broken.');
process.exitCode = holds ? 0 : 1;
