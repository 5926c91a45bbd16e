/**
 * One cold start, in a process of its own: `node start-once.mjs <bundle> <file of events>`. Plain JavaScript, so that no
 * types are stripped in the time that is measured. Prints milliseconds since the process began.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

const [bundle, events] = process.argv.slice(2);
const WRITES = /\.(PutItem|UpdateItem|TransactWriteItems)$/;
let written;
subscribe('http.client.response.finish', ({ request, response }) => {
  const isWrite = WRITES.test(String(request.getHeader('x-amz-target') ?? ''));
  if (isWrite && response.statusCode === 200) written ??= performance.now();
});

const [event, ...warm] = JSON.parse(readFileSync(events, 'utf8'));
const begun = performance.now();
const { handler } = await import(bundle);
const loaded = performance.now();
const answer = await handler(event);
const answered = performance.now();
const { user, system } = process.cpuUsage();
const { rss, heapUsed } = process.memoryUsage();
let last;
for (const next of warm) {
  const since = performance.now();
  await handler(next);
  last = performance.now() - since;
}
process.stdout.write(
  `${JSON.stringify({ begun, loaded, written, answered, cpu: (user + system) / 1000, rss, heapUsed, last, answer })}\n`,
);
process.exit();
