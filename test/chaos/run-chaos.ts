import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sendWebhook } from '../../infra/demo/system.ts';
import { type Clicks, decideOnAll } from './approver.ts';
import { type ChaosHost, openChaosHost } from './chaos-host.ts';
import { type Cuts, cutFunctions } from './cut-functions.ts';
import { judgeChaos, type Told, type Verdict } from './judge-chaos.ts';
import { randomFrom } from './random.ts';
import { readTruth } from './read-truth.ts';
import { deliveryOf } from './what-is-asked.ts';

export type ChaosOptions = {
  actions: number;
  /** SIGKILLs of the whole host. */
  kills: number;
  /** Functions that are never cut. */
  spared: readonly string[];
  /** Of all choices: what is cut and when, who decides what. The interleaving is the machine's own. */
  seed: number;
  /** Once nothing is disturbed any more: how long nothing may end before it is given up that everything will. */
  drainMs: number;
  say: (line: string) => void;
};

export type ChaosResult = Verdict & { cuts: Cuts; clicks: Omit<Clicks, 'acknowledged'> & { acknowledged: number } };

/** Owner and admin: they see the same list and press at the same time. */
const PEOPLE = ['per_olivia', 'per_ada'];

/**
 * The whole system on this machine, its functions cut in their midst and the host ended with SIGKILL, again and again,
 * while actions are asked for, decided and carried out; then peace, and a look at what is there.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-chaos-'));
  const host = openChaosHost(directory);
  try {
    await host.start();
    return await play(host, options);
  } finally {
    await host.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function play(
  host: ChaosHost,
  { actions, kills, spared, seed, drainMs, say }: ChaosOptions,
): Promise<ChaosResult> {
  const told: Told = { asked: 0, acknowledged: [] };
  const phase = { isCalm: false, isOver: false };
  const isOver = () => phase.isOver;
  const deciding = PEOPLE.map((id, at) => decideOnAll(host, id, randomFrom(seed * 10 + at), isOver));
  const cutting = cutFunctions(host, { spared, random: randomFrom(seed * 10 + 8), isOver: () => phase.isCalm });
  try {
    await Promise.all([
      askForAll(host, actions, randomFrom(seed * 10 + 7), told),
      killOnTheWay(host, momentsOf(kills, actions, randomFrom(seed * 10 + 9)), () => told.asked, say),
    ]);
    await until(host, 120_000, told, ({ open }) => !open.some((what) => /pending|not asked for/.test(what)));
    phase.isCalm = true;
    say('Nothing is disturbed any more; waiting until everything has ended');
    await until(host, drainMs, told, ({ open }) => open.length === 0);
  } finally {
    Object.assign(phase, { isCalm: true, isOver: true });
  }
  const clicks = await Promise.all(deciding);
  const acknowledged = clicks.flatMap((one) => one.acknowledged);
  // Tables and outside are not read in one instant: what is broken stays so, and is seen again.
  const isWell = ({ open, broken }: Verdict) => open.length + broken.length === 0;
  // An agent that was told at the very end may ask for more: that ends too.
  const verdict = await until(host, 10_000, { ...told, acknowledged }, isWell);
  return { ...verdict, cuts: await cutting, clicks: summed(clicks), broken: [...verdict.broken, ...problems(clicks)] };
}

/** The same delivery id until it was taken: a sender that got no answer, or a 5xx, sends again. */
async function askForAll(host: ChaosHost, actions: number, random: () => number, told: Told): Promise<void> {
  while (told.asked < actions) {
    const { triggerId, payload, deliveryId } = deliveryOf(told.asked);
    const answer = await host.attempt((system) => sendWebhook(system, triggerId, payload, deliveryId));
    if (answer?.status === 202) told.asked++;
    await delay(random() * 200);
  }
}

/** After how many deliveries the host is killed, so that it gets somewhere between two kills however slow the machine is. */
function momentsOf(kills: number, actions: number, random: () => number): number[] {
  return Array.from({ length: kills }, () => 1 + Math.floor(random() * actions)).toSorted((a, b) => a - b);
}

async function killOnTheWay(host: ChaosHost, moments: number[], asked: () => number, say: (line: string) => void) {
  for (const [at, moment] of moments.entries()) {
    while (asked() < moment) await delay(50);
    say(`SIGKILL ${at + 1} of ${moments.length}; ${asked()} asked for`);
    await host.killAndStart();
  }
}

/** Looks until it is so, or nothing more has ended for that long, however slow the machine is; says what was seen last. */
async function until(host: ChaosHost, withinMs: number, told: Told, isSo: (seen: Verdict) => boolean) {
  let end = Date.now() + withinMs;
  let fewest = Number.POSITIVE_INFINITY;
  for (;;) {
    const truth = await host.attempt(readTruth);
    const seen = truth && judgeChaos(truth, told);
    if (seen && seen.open.length < fewest) {
      fewest = seen.open.length;
      end = Date.now() + withinMs;
    }
    if (seen && (isSo(seen) || Date.now() > end)) return seen;
    if (Date.now() > end + 60_000) throw new Error('The system could not be read any more');
    await delay(1_000);
  }
}

function summed(clicks: Clicks[]): ChaosResult['clicks'] {
  const sum = (of: (one: Clicks) => number) => clicks.reduce((total, one) => total + of(one), 0);
  return {
    acknowledged: sum((one) => one.acknowledged.length),
    lost: sum((one) => one.lost),
    retried: sum((one) => one.retried),
    problems: problems(clicks),
  };
}

function problems(clicks: Clicks[]): string[] {
  return clicks.flatMap((one) => one.problems);
}
