import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { listPending } from '../../../functions/approval/list-pending.ts';
import { LOCAL_EXAMPLE } from '../../../infra/example/example-workspace.ts';
import { writeExample } from '../../../infra/example/write-example.ts';
import type { DatabaseAccess } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import { agentDirectoryKey } from '../../../shared/agent/agent-items.ts';
import { agentKey, readAgent } from '../../../shared/agent/agent-table.ts';
import { listAgents } from '../../../shared/agent/agents.ts';
import { listPeople } from '../../../shared/people/people.ts';
import { personDirectoryKey } from '../../../shared/people/person-items.ts';
import { readPerson } from '../../../shared/people/person-table.ts';
import type { Tables } from '../../../shared/tables.ts';
import { type Call, meterCapacity } from '../../budget/capacity-meter.ts';
import { createTestTables, startTestDynamoDb } from '../../support/dynamodb-local.ts';
import { callerOf } from '../../support/people.ts';
import type { Section } from '../section.ts';
import { summarise } from '../statistics.ts';
import { number, table } from '../table.ts';
import { askAndDecide } from './ask-and-decide.ts';

type Item = Record<string, unknown>;
type Growing = {
  what: string;
  /** The last one is the most that the settings take, where there is a most. */
  sizes: number[];
  grow: (tables: Tables, size: number) => Promise<void>;
  /** The page that shows them. */
  page: (tables: Tables) => Promise<unknown>;
};

const ADA = callerOf('per_ada');
const person = async (tables: Tables) => {
  const found = await readPerson(tables, ADA.personId);
  if (!found) throw new Error('The example has no Ada');
  return found;
};
const numbered = (size: number) => Array.from({ length: size }, (_, n) => String(n).padStart(6, '0'));

const GROWING: Growing[] = [
  {
    what: 'Entries of the list',
    sizes: [10, 1_000, 5_000],
    grow: async (tables, size) => {
      const agent = await readAgent(tables, 'agt_invoice');
      const email = agent?.capabilities.send_email;
      if (!agent || !email?.guardrail.restrict) throw new Error('The example has no list');
      const guardrail = { ...email.guardrail, allowList: numbered(size).map((n) => `c${n}@customer.example`) };
      const capabilities = { ...agent.capabilities, send_email: { ...email, guardrail } };
      await putAll(tables, [{ ...agentKey(agent.agentId), ...agent, capabilities }]);
    },
    page: (tables) => readAgent(tables, 'agt_invoice'),
  },
  {
    what: 'Agents, all decided by one admin',
    sizes: [10, 100, 1_000],
    grow: (tables, size) =>
      putAll(
        tables,
        numbered(size).map((n) => {
          const agentId = `agt_${n}`;
          return { ...agentDirectoryKey(agentId), kind: 'directory', agentId, name: n, defaultAccess: 'none' };
        }),
      ),
    page: async (tables) => listAgents(tables, await person(tables)),
  },
  {
    what: 'People',
    sizes: [10, 1_000, 10_000],
    grow: (tables, size) =>
      putAll(
        tables,
        numbered(size).map((n) => {
          const personId = `per_${n}`;
          const email = `${n}@acme.example`;
          return { ...personDirectoryKey(personId), kind: 'directory', personId, name: n, email, role: 'member' };
        }),
      ),
    page: async (tables) => listPeople(tables, await person(tables)),
  },
];

/** What more entries, agents and people do to a request, a decision, an admin's list and the page that shows them. */
export const growthOfOthers: Section = async ({ quick }) => {
  const database = await startTestDynamoDb();
  try {
    const rows = [];
    for (const [at, growing] of GROWING.entries()) {
      const sizes = quick ? growing.sizes.slice(0, 2) : growing.sizes;
      for (const size of sizes) rows.push(await measure(database, at, growing, { size, times: quick ? 5 : 40 }));
    }
    return { numbers: rows, tables: { 'growth of others': tableOf(rows) } };
  } finally {
    await database.close();
  }
};

type Took = Record<'request' | 'decide' | 'list' | 'page', { ms: number; units: number }>;
type Row = { what: string; size: number } & Took;

async function measure(
  { url, accessKeyId }: DatabaseAccess,
  at: number,
  { what, grow, page }: Growing,
  { size, times }: { size: number; times: number },
): Promise<Row> {
  const client = await createTestTables({ url, accessKeyId: `${accessKeyId}x${at}x${size}` }, { streamsOf: [] });
  const tables: Tables = { client, work: 'work', ledger: 'ledger' };
  await writeExample(tables, LOCAL_EXAMPLE);
  await grow(tables, size);
  const steps = {
    ...askAndDecide(tables, `${at}_${size}`),
    list: () => listPending(tables, ADA, { limit: 25, after: '' }),
    page: () => page(tables),
  };
  const took: Record<keyof Took, number[]> = { request: [], decide: [], list: [], page: [] };
  for (let i = -3; i < times; i++) {
    for (const step of ['request', 'decide', 'list', 'page'] as const) {
      const since = performance.now();
      await steps[step]();
      if (i >= 0) took[step].push(performance.now() - since);
    }
  }
  const meter = meterCapacity(client);
  const units: Partial<Record<keyof Took, number>> = {};
  for (const step of ['request', 'decide', 'list', 'page'] as const) {
    await steps[step]();
    units[step] = readUnits(meter.take());
  }
  client.destroy();
  const of = (step: keyof Took) => ({ ms: summarise(took[step]).median, units: units[step] ?? 0 });
  return { what, size, request: of('request'), decide: of('decide'), list: of('list'), page: of('page') };
}

const readUnits = (calls: Call[]) => calls.reduce((sum, { isWrite, units }) => sum + (isWrite ? 0 : units), 0);

function tableOf(rows: Row[]): string {
  const cells = rows.map((row) => {
    const least = rows.find(({ what }) => what === row.what) ?? row;
    const of = (step: keyof Took) => [number(row[step].ms / least[step].ms), number(row[step].units)];
    return [row.what, row.size.toLocaleString('en'), ...of('request'), ...of('decide'), ...of('list'), ...of('page')];
  });
  const head = ['Request', 'Decide', 'Approvals', 'Their own page'].flatMap((what) => [`${what}, × least`, 'units']);
  return table(['More', 'How many', ...head], cells);
}

async function putAll({ client, work }: Tables, items: Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [work]: puts } }));
  }
}
