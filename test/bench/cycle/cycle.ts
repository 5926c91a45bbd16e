import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestDynamoDb } from '../../support/dynamodb-local.ts';
import type { Section } from '../section.ts';
import type { Stored, Stores } from './contender.ts';
import { type Contestant, startContestant } from './contestants.ts';
import { compact, cycleTable, type Extras, extrasTable, type Kept, type Measured } from './cycle-tables.ts';
import { ENTRIES } from './entries.ts';
import { startPostgres } from './start-postgres.ts';
import { startRestate } from './start-restate.ts';

const AT_ONCE = 32;
const WARM_CYCLES = 200;
/** A connection of Postgres that does nothing tells what it counted within ten seconds. */
const TOLD_AFTER_MS = 12_000;

/** The approval cycle: everybody in turn, round after round, each against the four-write floor of its own database. */
export const cycle: Section = async ({ rounds, quick, say }) => {
  const servers = await startServers(say);
  const contestants: Contestant[] = [];
  try {
    for (const entry of ENTRIES) {
      if (entry.needs && !servers.stores[entry.needs]) continue;
      const { dynamodb } = servers.stores;
      const own = { ...dynamodb, accessKeyId: `${dynamodb.accessKeyId}${contestants.length}` };
      const started = await startContestant(entry, { ...servers.stores, dynamodb: own }).catch((error) => {
        // Without these there is nothing to compare.
        if (!entry.needs) throw error;
        say(`Left out: ${String(error.message).slice(0, 400)}`);
      });
      if (started) contestants.push(started);
    }
    const measured = await measure(contestants, rounds, quick);
    const extras = new Map<string, Extras>();
    for (const contestant of contestants) {
      const race = await contestant.race(quick ? 5 : 20);
      const pending = await contestant.pending(quick ? 50 : 200);
      const kept = await keptBy(
        contestant,
        quick ? 10 : 100,
        contestant.needs === 'postgres' ? servers.stored : undefined,
      );
      extras.set(contestant.name, { race, pending, kept });
    }
    return {
      numbers: { measured: compact(measured), extras: Object.fromEntries(extras) },
      tables: { cycle: cycleTable(contestants, measured, AT_ONCE), 'two approvals at once': extrasTable(extras) },
    };
  } finally {
    for (const contestant of contestants) await contestant.close();
    await servers.close();
  }
};

/** The databases, and where there is none the reason why. */
async function startServers(say: (line: string) => void) {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const dynamodb = await startTestDynamoDb();
  const hasPeers = existsSync(join(import.meta.dirname, '../node_modules/pg'));
  if (!hasPeers) say('Left out: peers. They need `npm ci --prefix test/bench`.');
  const postgres = hasPeers ? await startPostgres() : undefined;
  if (typeof postgres === 'string') say(`Postgres ${postgres}.`);
  const here = typeof postgres === 'object' ? postgres : undefined;
  const restate = await startRestate();
  const stores: Stores = {
    dynamodb: { url: dynamodb.url, accessKeyId: dynamodb.accessKeyId },
    ...{ directory, sqlite: hasPeers },
    ...(here ? { postgres: { host: here.host, port: here.port, user: here.user } } : {}),
    ...(restate ? { restate: { ingress: restate.ingress, admin: restate.admin } } : {}),
  };
  const close = async () => {
    await Promise.all([here?.close(), restate?.close(), dynamodb.close()]);
    rmSync(directory, { recursive: true, force: true });
  };
  return { stores, stored: here?.stored, close };
}

async function measure(contestants: Contestant[], rounds: number, quick: boolean): Promise<Map<string, Measured>> {
  const [cycles, most, limitMs] = quick ? [10, 64, 2_000] : [40, 320, 3_000];
  const measured = new Map(contestants.map(({ name }) => [name, { one: [], many: [] } as Measured]));
  for (const contestant of contestants) await contestant.round(8, quick ? 20 : WARM_CYCLES, limitMs);
  for (let round = 0; round < rounds; round++) {
    for (const { name, round: run } of contestants) measured.get(name)?.one.push(await run(1, cycles, limitMs));
    for (const { name, round: run } of contestants) measured.get(name)?.many.push(await run(AT_ONCE, most, limitMs));
  }
  return measured;
}

/** What some cycles store, while nobody else is at work. */
async function keptBy(
  contestant: Contestant,
  cycles: number,
  postgres: (() => Promise<Stored>) | undefined,
): Promise<Kept> {
  const stored = async () => {
    if (!postgres) return contestant.stored();
    await delay(TOLD_AFTER_MS);
    return postgres();
  };
  const before = await stored();
  const { asked } = await contestant.round(1, cycles, 60_000);
  const after = await stored();
  if (!before || !after) return undefined;
  const each = (what: keyof Stored) => (after[what] - before[what]) / asked.length;
  return { writes: each('writes'), bytes: each('bytes') };
}
