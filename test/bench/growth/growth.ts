import { listPending } from '../../../functions/approval/list-pending.ts';
import { LOCAL_EXAMPLE } from '../../../infra/example/example-workspace.ts';
import { writeExample } from '../../../infra/example/write-example.ts';
import type { Tables } from '../../../shared/tables.ts';
import { loadPending } from '../../budget/load-pending.ts';
import { createTestTables, startTestDynamoDb } from '../../support/dynamodb-local.ts';
import { callerOf } from '../../support/people.ts';
import type { Section } from '../section.ts';
import { quantileOf, summarise } from '../statistics.ts';
import { number, spread, table } from '../table.ts';
import { askAndDecide } from './ask-and-decide.ts';

const OLIVIA = callerOf('per_olivia');
type Took = { pending: number; list: number[]; decide: number[]; request: number[] };

/** List, decision and request while 10 wait, and while many do, in turn; `--pending` says how many at most. */
export const growth: Section = async ({ quick, pending, say }) => {
  const sizes = [10, 1_000, 100_000, 1_000_000].filter((size) => size <= (quick ? 1_000 : pending));
  const database = await startTestDynamoDb();
  const worlds: World[] = [];
  try {
    for (const size of sizes) {
      const since = Date.now();
      // Each size in a database of its own, so that they can be measured in turn.
      worlds.push(await openWorld({ ...database, accessKeyId: `${database.accessKeyId}${worlds.length}` }, size));
      say(`${size.toLocaleString('en')} wait, after ${Math.round((Date.now() - since) / 1_000)} s of loading.`);
    }
    // The first rounds read code and open connections.
    for (let round = -20; round < (quick ? 20 : ROUNDS); round++)
      for (const world of worlds) await measure(world, round >= 0);
  } finally {
    for (const { tables } of worlds) tables.client.destroy();
    await database.close();
  }
  const took = worlds.map((world) => world.took);
  const [first] = took;
  const rows = took.map(({ pending: count, list, decide, request }) => [
    ...[count.toLocaleString('en'), spread(quartiles(list)), against(list, first?.list)],
    ...[number(summarise(decide).median), number(quantileOf(decide, 0.99))],
    number(quantileOf(decide, 0.99) / quantileOf(first?.decide ?? decide, 0.99)),
    ...[number(summarise(request).median), against(request, first?.request)],
  ]);
  const head = [
    'Pending',
    'List, ms (quartiles)',
    '× least',
    'Decide p50, ms',
    'p99, ms',
    '× least',
    'Request, ms',
    '× least',
  ];
  return { numbers: took, tables: { growth: table(head, rows) } };
};

const quartiles = (some: number[]) => ({
  ...summarise(some),
  min: quantileOf(some, 0.25),
  max: quantileOf(some, 0.75),
});
const against = (some: number[], to: number[] = some) => number(summarise(some).median / summarise(to).median);

const ROUNDS = 500;

async function openWorld(database: Awaited<ReturnType<typeof startTestDynamoDb>>, size: number) {
  const client = await createTestTables(database, { streamsOf: [] });
  const tables: Tables = { client, work: 'work', ledger: 'ledger' };
  await writeExample(tables, LOCAL_EXAMPLE);
  await loadPending(tables, 0, size);
  const took: Took = { pending: size, list: [], decide: [], request: [] };
  return { tables, took, ...askAndDecide(tables, String(size)) };
}

type World = Awaited<ReturnType<typeof openWorld>>;

async function measure({ tables, took, request, decide }: World, isKept: boolean): Promise<void> {
  const timed = async (into: number[], act: () => Promise<unknown>) => {
    const since = performance.now();
    await act();
    if (isKept) into.push(performance.now() - since);
  };
  await timed(took.list, () => listPending(tables, OLIVIA, { limit: 25, after: '' }));
  await timed(took.request, request);
  await timed(took.decide, decide);
}
