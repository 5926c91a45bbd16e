import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sendWebhook, signIn } from '../../infra/demo/system.ts';
import type { Running } from '../../infra/local/running.ts';
import { fourFreePorts } from '../support/local-stack.ts';
import { end, type Started, startProcess, untilRunning } from '../support/start-process.ts';
import { readLedger, report, type Summary } from './ledger-summary.ts';
import { randomFrom } from './random.ts';

/**
 * `npm run chaos -- [--actions N] [--kills K] [--seed S]`: the whole system on this machine, ended with SIGKILL and
 * started again, again and again, while N emails are asked for and approved. Ends with a ledger; exit code 0 only if
 * nothing was lost and nothing was sent twice.
 */
const { values } = parseArgs({
  options: {
    actions: { type: 'string', default: '500' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
const wanted = Number(values.actions);
const kills = Number(values.kills);
const random = randomFrom(Number(values.seed));
const directory = mkdtempSync(join(tmpdir(), 'countersign-chaos-'));
/** A dead executor's claim is given up after its lease and the margin; then come two sweeps. */
const DRAIN_MS = 8 * 60_000;

let started: Started | undefined;
/** Set while the system is up. */
let running: Running | undefined;
let asked = 0;
let isOver = false;

async function start(): Promise<void> {
  started = startProcess(directory, await fourFreePorts());
  running = await untilRunning(started, 120_000);
}

async function killAgainAndAgain(): Promise<void> {
  for (let kill = 1; kill <= kills; kill++) {
    await delay(4_000 + random() * 8_000);
    running = undefined;
    if (started) await end(started, 'SIGKILL');
    console.log(`  SIGKILL ${kill} of ${kills}; ${asked} asked for`);
    await start();
  }
}

/** The same delivery id until it was taken: a sender that got no answer sends again. */
async function askForAll(): Promise<void> {
  while (asked < wanted && !isOver) {
    const customer = { name: `Customer ${asked}`, email: `customer${asked}@customer.example` };
    const payload = { type: 'invoice.question', customer, invoice: String(asked) };
    const taken = await attempt(
      async (system) => (await sendWebhook(system, 'trg_invoices', payload, `msg_${asked}`)).status,
    );
    if (taken === 202) asked++;
  }
}

async function approveWhatWaits(): Promise<void> {
  while (!isOver) {
    await attempt(async (system) => {
      const olivia = await signIn(system, 'per_olivia');
      for (const { actionId } of await olivia.pending()) {
        const card = await olivia.card(actionId);
        await olivia.decide(card, { verdict: 'approve', notifyAgent: false });
      }
    });
    await delay(200);
  }
}

/** Tries on the system as it is up now; an answer that is lost to a kill is no answer. */
async function attempt<T>(on: (system: Running) => Promise<T>): Promise<T | undefined> {
  const system = running;
  if (!system) return void (await delay(100));
  try {
    return await on(system);
  } catch {
    return void (await delay(100));
  }
}

async function untilSettled(): Promise<Summary> {
  const until = Date.now() + DRAIN_MS;
  for (;;) {
    const summary = await attempt(readLedger);
    if (summary && (isDone(summary) || Date.now() > until)) return summary;
    if (Date.now() > until + 60_000) throw new Error('The system could not be read any more');
    await delay(2_000);
  }
}

function isDone({ requested, open, pending }: Summary): boolean {
  return requested === wanted && open === 0 && pending === 0;
}

try {
  console.log(`Chaos with ${wanted} actions and ${kills} kills, seed ${values.seed}`);
  await start();
  const approving = approveWhatWaits();
  await Promise.all([killAgainAndAgain(), askForAll()]);
  console.log('  No more kills; waiting until everything has ended');
  const summary = await untilSettled();
  isOver = true;
  await approving;
  process.exitCode = report(summary, wanted) ? 0 : 1;
} finally {
  isOver = true;
  if (started) await end(started, 'SIGTERM');
  rmSync(directory, { recursive: true, force: true });
}
