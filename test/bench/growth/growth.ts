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

/** List, decision and request while 10 wait, and while many do; `--pending` says how many at most. */
export const growth: Section = async ({ quick, pending, say }) => {
  const sizes = [10, 1_000, 100_000, 1_000_000].filter((size) => size <= (quick ? 1_000 : pending));
  const database = await startTestDynamoDb();
  const client = await createTestTables(database, { streamsOf: [] });
  const tables: Tables = { client, work: 'work', ledger: 'ledger' };
  const took: Took[] = [];
  try {
    await writeExample(tables, LOCAL_EXAMPLE);
    let stored = 0;
    for (const size of sizes) {
      const since = Date.now();
      await loadPending(tables, stored, size);
      stored = size;
      say(`${size.toLocaleString('en')} wait, after ${Math.round((Date.now() - since) / 1_000)} s of loading.`);
      took.push(await measure(tables, size, quick ? 20 : 200));
    }
  } finally {
    client.destroy();
    await database.close();
  }
  const [first] = took;
  const rows = took.map(({ pending: count, list, decide, request }) => [
    ...[count.toLocaleString('en'), spread(quartiles(list)), against(list, first?.list)],
    ...[number(summarise(decide).median), number(quantileOf(decide, 0.99)), against(decide, first?.decide)],
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

async function measure(tables: Tables, size: number, times: number): Promise<Took> {
  const took: Took = { pending: size, list: [], decide: [], request: [] };
  const timed = async (into: number[], act: () => Promise<unknown>) => {
    const since = performance.now();
    await act();
    into.push(performance.now() - since);
  };
  const { request, decide } = askAndDecide(tables, String(size));
  // The first ones read code and open connections.
  for (let i = -20; i < times; i++) {
    const into = i < 0 ? { list: [], decide: [], request: [] } : took;
    await timed(into.list, () => listPending(tables, OLIVIA, { limit: 25, after: '' }));
    await timed(into.request, request);
    await timed(into.decide, decide);
  }
  return took;
}
