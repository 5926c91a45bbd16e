import { parseArgs } from 'node:util';
import { setup as shareDatabase } from '../support/shared/database.ts';
import { setup as shareTemplate } from '../support/shared/template.ts';
import { fuzzInChildren } from './fuzz-in-children.ts';
import type { Fuzzed } from './fuzzed.ts';
import { partsOfFuzz } from './parts.ts';
import { routesOfStack } from './routes-of-stack.ts';

const USAGE = `npm run fuzz -- [--requests N] [--seed S] [--only TEXT] [--shard I/N]
N requests (10000) with seed S (random) to every route of the stack, a fifth of that to each capability by the gate, and
to the local HTTP API as odd bytes. --only takes those whose name has TEXT in it; --shard every Nth, from the Ith.`;
const SHOWN = 5;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string', default: '' },
    shard: { type: 'string', default: '1/1' },
    help: { type: 'boolean', default: false },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
const [shard = 0, shards = 0] = values.shard.split('/').map(Number);
const isUsable = [requests, seed, shard, shards].every(Number.isSafeInteger) && requests > 0 && shard > 0;
if (values.help || !isUsable || shard > shards) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const begun = Date.now();
let sent = 0;
let wrong = 0;
const tell = (name: string, { counts, problems }: Fuzzed, took: number) => {
  const answers = [...counts].toSorted(([, a], [, b]) => b - a);
  const count = answers.reduce((sum, [, times]) => sum + times, 0);
  sent += count;
  wrong += problems.length;
  const each = (took / Math.max(count, 1)).toFixed(1);
  console.log(
    `${name}: ${count} requests, ${each} ms each. ${answers.map(([answer, times]) => `${answer}: ${times}`).join(', ')}`,
  );
  for (const problem of problems.slice(0, SHOWN)) console.log(`  WRONG: ${problem}`);
  if (problems.length > SHOWN) console.log(`  and ${problems.length - SHOWN} more`);
};

console.log(`seed ${seed}`);
const removeTemplate = shareTemplate();
const closeDatabase = await shareDatabase();
const names = [...partsOfFuzz().keys()].filter((name) => name.includes(values.only));
const chosen = names.filter((_, at) => at % shards === shard - 1);
if (chosen.length === 0) wrong += 1;
await fuzzInChildren(chosen, { requests, seed }, tell);
const routes = routesOfStack().filter(({ routeKey }) => chosen.includes(routeKey));
await closeDatabase?.();
removeTemplate?.();
const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
console.log(
  `fuzz: ${sent} requests to ${routes.length} routes and the gate, ${wrong} wrong, ${minutes} min, seed ${seed}`,
);
process.exitCode = wrong === 0 ? 0 : 1;
