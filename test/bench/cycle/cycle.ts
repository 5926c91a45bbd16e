import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDynamoDb } from '../../support/dynamodb-local.ts';
import type { Section } from '../section.ts';
import { ratios, summarise } from '../statistics.ts';
import { number, spread, table } from '../table.ts';
import type { Stores } from './contender.ts';
import { type Contestant, type Entry, startContestant } from './contestants.ts';
import type { Round } from './run-contender.ts';
import { startPostgres } from './start-postgres.ts';

const FLOOR = 'F: four conditional writes, DynamoDB Local';
const PG_FLOOR = 'Four conditional writes, Postgres';
const ENTRIES: Entry[] = [
  { name: FLOOR, module: 'floor-dynamodb.ts', floor: FLOOR },
  { name: 'Countersign', module: 'countersign.ts', floor: FLOOR },
  { name: PG_FLOOR, module: '../peers/floor-postgres.ts', floor: PG_FLOOR, needs: 'both' },
  { name: 'LangGraph JS, Postgres', module: '../peers/langgraph-postgres.ts', floor: PG_FLOOR, needs: 'both' },
  { name: 'Mastra, Postgres', module: '../peers/mastra.ts', floor: PG_FLOOR, needs: 'both' },
  { name: 'AI SDK, row in Postgres', module: '../peers/ai-sdk.ts', floor: PG_FLOOR, needs: 'both' },
  { name: 'OpenAI Agents SDK, row in Postgres', module: '../peers/openai-agents.ts', floor: PG_FLOOR, needs: 'both' },
  { name: 'DBOS, Postgres', module: '../peers/dbos.ts', floor: PG_FLOOR, needs: 'both' },
];
const AT_ONCE = 32;
const WARM_CYCLES = 200;

type Measured = { one: Round[]; many: Round[] };

/** The approval cycle: everybody in turn, round after round, each against the four-write floor of its own database. */
export const cycle: Section = async ({ rounds, quick, say }) => {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const dynamodb = await startTestDynamoDb();
  const postgres = await startPostgres();
  if (typeof postgres === 'string') say(`Postgres ${postgres}.`);
  const here = existsSync(join(import.meta.dirname, '../node_modules/pg'));
  if (!here) say('Left out: peers. They need `npm ci --prefix test/bench`.');
  const contestants: Contestant[] = [];
  try {
    for (const entry of ENTRIES) {
      if (entry.needs && (!here || typeof postgres === 'string')) continue;
      const own = { url: dynamodb.url, accessKeyId: `${dynamodb.accessKeyId}${contestants.length}` };
      const stores: Stores = { dynamodb: own, directory, ...(typeof postgres === 'string' ? {} : { postgres }) };
      const started = await startContestant(entry, stores).catch((error) => {
        // Without these there is nothing to compare.
        if (!entry.needs) throw error;
        say(`Left out: ${String(error.message).slice(0, 400)}`);
      });
      if (started) contestants.push(started);
    }
    const measured = await measure(contestants, rounds, quick);
    const pending = [];
    const races = [];
    for (const contestant of contestants) {
      races.push({ name: contestant.name, ...(await contestant.race(quick ? 5 : 20)) });
      pending.push({ name: contestant.name, ...(await contestant.pending(quick ? 50 : 200)) });
    }
    return {
      numbers: { measured: compact(measured), races, pending },
      tables: tablesOf(contestants, measured, races, pending),
    };
  } finally {
    for (const contestant of contestants) await contestant.close();
    if (typeof postgres !== 'string') await postgres.close();
    await dynamodb.close();
    rmSync(directory, { recursive: true, force: true });
  }
};

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

const middle = (values: number[]) => summarise(values).median;
const perSecond = ({ asked, seconds }: Round) => asked.length / seconds;

function tablesOf(
  contestants: Contestant[],
  measured: Map<string, Measured>,
  races: { name: string; twice: number; once: number; never: number }[],
  pending: { name: string; heapBytes: number; rssBytes: number }[],
) {
  const rows = contestants.map(({ name, floor }) => {
    const [mine, base] = [measured.get(name), measured.get(floor)];
    const [one, many] = [mine?.one ?? [], mine?.many ?? []];
    const [oneBase, manyBase] = [base?.one ?? [], base?.many ?? []];
    const against = (what: (round: Round) => number, some: Round[], to: Round[]) =>
      spread(ratios(some.map(what), to.map(what)));
    return [
      name,
      spread(summarise(one.map(({ asked }) => middle(asked)))),
      against(({ asked }) => middle(asked), one, oneBase),
      spread(summarise(one.map(({ executed }) => middle(executed)))),
      against(({ executed }) => middle(executed), one, oneBase),
      against(({ shown }) => middle(shown), one, oneBase),
      spread(summarise(many.map(perSecond))),
      against(perSecond, many, manyBase),
    ];
  });
  const head = [
    'Who',
    'Request → pending, ms',
    '× floor',
    'Decide → executed, ms',
    '× floor',
    '… → shown in lists, × floor',
    `Cycles/s at ${AT_ONCE}`,
    '× floor',
  ];
  const raced = races.map(({ name, twice, once, never }) => {
    const kept = pending.find((one) => one.name === name);
    return [name, once, twice, never, number((kept?.heapBytes ?? 0) / 1_024)];
  });
  const raceHead = ['Who', 'Tool ran once', 'Tool ran twice', 'Never', 'Heap for each that waits, KB'];
  return { cycle: table(head, rows), 'two approvals at once': table(raceHead, raced) };
}

/** Of each round what was compared, not each of its cycles. */
function compact(measured: Map<string, Measured>) {
  const of = (round: Round) => ({
    asked: middle(round.asked),
    executed: middle(round.executed),
    shown: middle(round.shown),
    perSecond: perSecond(round),
    cycles: round.asked.length,
    effects: round.effects,
  });
  return Object.fromEntries(
    [...measured].map(([name, { one, many }]) => [name, { one: one.map(of), many: many.map(of) }]),
  );
}
