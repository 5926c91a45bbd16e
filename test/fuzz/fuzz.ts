import { parseArgs } from 'node:util';
import { setup as shareTemplate } from '../support/shared/template.ts';
import { fuzzGate } from './fuzz-gate.ts';
import { fuzzRawHttp } from './fuzz-raw-http.ts';
import type { Fuzzed } from './fuzz-route.ts';
import { fuzzRoutes } from './fuzz-routes.ts';

const USAGE = `npm run fuzz -- [--requests N] [--seed S] [--only TEXT]
N requests (10000) with seed S (random) to every route of the stack, a fifth of that to each capability by the gate, and
to the local HTTP API as odd bytes. --only leaves out the routes whose name lacks TEXT, and the other two.`;
const SHOWN = 5;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
const isUsable = [requests, seed].every(Number.isSafeInteger) && requests > 0;
if (values.help || !isUsable) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const begun = Date.now();
let sent = 0;
let wrong = 0;
let toldAt = begun;
const tell = (name: string, { counts, problems }: Fuzzed) => {
  const answers = [...counts].toSorted(([, a], [, b]) => b - a);
  const count = answers.reduce((sum, [, times]) => sum + times, 0);
  sent += count;
  wrong += problems.length;
  const each = ((Date.now() - toldAt) / count).toFixed(1);
  toldAt = Date.now();
  console.log(
    `${name}: ${count} requests, ${each} ms each. ${answers.map(([answer, times]) => `${answer}: ${times}`).join(', ')}`,
  );
  for (const problem of problems.slice(0, SHOWN)) console.log(`  WRONG: ${problem}`);
  if (problems.length > SHOWN) console.log(`  and ${problems.length - SHOWN} more`);
};

console.log(`seed ${seed}`);
const removeTemplate = shareTemplate();
const fuzzed = await fuzzRoutes({ requests, seed, only: values.only }, (done) => tell(done.routeKey, done));
if (fuzzed.length === 0) wrong += 1;
if (!values.only) {
  const fewer = Math.ceil(requests / 5);
  for (const [capability, done] of await fuzzGate({ requests: fewer, seed })) tell(`gate, ${capability}`, done);
  tell('local HTTP API', await fuzzRawHttp({ requests: fewer, seed }));
}
removeTemplate?.();
const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
console.log(
  `fuzz: ${sent} requests to ${fuzzed.length} routes and the gate, ${wrong} wrong, ${minutes} min, seed ${seed}`,
);
process.exitCode = wrong === 0 ? 0 : 1;
