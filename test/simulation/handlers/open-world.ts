import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
} from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { conversationKey } from '../../../shared/agent/conversation-table.ts';
import { personKey } from '../../../shared/people/person-table.ts';
import { secretKey, triggerKey } from '../../../shared/trigger/trigger.ts';
import { settingsKey } from '../../../shared/workspace/settings.ts';
import { createTestTables, startTestDynamoDb } from '../../support/dynamodb-local.ts';
import { installAws } from './aws.ts';
import { installClock, installLog } from './clock.ts';
import { ACTIONS, AGENT_ID, SHARDS } from './contents.ts';
import { openLightClient } from './light-client.ts';
import { loadHandlers } from './load-handlers.ts';
import type { Mutation } from './mutation.ts';
import { openPump } from './pump.ts';
import { gate } from './scheduler.ts';
import type { Item, Lab, Mode, World } from './state.ts';
import { agentItem } from './surroundings.ts';

const BEGIN = Date.parse('2026-11-23T10:00:00.000Z');
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const CONVERSATION_ID = 'cnv_sim';

/** One database and the real handlers, for any number of worlds. Close it: it holds the clock and the clients. */
export async function openLab(): Promise<Lab & { close: () => Promise<void> }> {
  const database = await startTestDynamoDb();
  const client = await createTestTables(database);
  const handlers = await loadHandlers(database);
  const uninstall = [
    installClock((process, ms) => {
      const perform = async () => {
        process.world.now += ms;
        return { value: undefined };
      };
      return gate(process, { kind: 'timer', name: `waits ${ms} ms`, perform });
    }),
    installLog(),
    installAws(),
  ];
  const close = async () => {
    for (const each of uninstall) each();
    client.destroy();
    await database.close();
  };
  return { database, client, handlers, call: openLightClient(database), close };
}

let worlds = 0;

/** Two tables of its own, with nothing asked yet: one person is enough, and the settings ask about everything. */
export async function openWorld(
  lab: Lab,
  mode: Mode,
  how: { mutation?: Mutation | undefined; story?: string[] } = {},
): Promise<World> {
  worlds++;
  const tables = { work: `work-${worlds}`, ledger: `ledger-${worlds}` };
  await Promise.all([createLike(lab, 'work', tables.work), createLike(lab, 'ledger', tables.ledger)]);
  await lab.client.send(
    new BatchWriteCommand({
      RequestItems: { [tables.work]: initialItems().map((Item) => ({ PutRequest: { Item } })) },
    }),
  );
  return {
    ...{
      lab,
      mode,
      mutation: how.mutation,
      tables,
      now: BEGIN,
      lastId: 0,
      counts: {},
      story: how.story,
      broken: undefined,
    },
    ...{ actions: ACTIONS, rows: new Map(), made: new Map(), items: new Map(), truths: new Map(), keys: new Map() },
    ...{ verdicts: ['ask', 'ask'], two: false, hold: false, processes: [], clicks: [], looks: [], invocations: [] },
    ...{ events: [], readBefore: new Map(), snapshot: undefined, strange: new Map(), newer: new Set(), order: 0 },
    ...{ deliveries: new Map(), pump: openPump(SHARDS) },
  };
}

export async function closeWorld({ lab, tables, processes }: World): Promise<void> {
  for (const process of processes) process.dead = true;
  await Promise.all(Object.values(tables).map((TableName) => lab.client.send(new DeleteTableCommand({ TableName }))));
}

const SHAPES = new Map<string, CreateTableCommandInput>();

async function createLike({ client }: Lab, like: string, TableName: string): Promise<void> {
  const shape = SHAPES.get(like) ?? (await shapeOf(client, like));
  SHAPES.set(like, shape);
  await client.send(new CreateTableCommand({ ...shape, TableName }));
}

async function shapeOf(client: Lab['client'], TableName: string): Promise<CreateTableCommandInput> {
  const { Table: table = {} } = await client.send(new DescribeTableCommand({ TableName }));
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes = [], StreamSpecification } = table;
  const indexes = GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  const shape = { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes: indexes, StreamSpecification };
  return { ...shape, BillingMode: 'PAY_PER_REQUEST' } as CreateTableCommandInput;
}

function initialItems(): Item[] {
  const person = (personId: string, role: string) => ({
    ...{ ...personKey(personId), kind: 'person', personId, name: personId, email: `${personId}@acme.example`, role },
    emailNotices: true,
  });
  const trigger = { triggerId: 'trg_sim', agentId: AGENT_ID, name: 'Simulated', type: 'webhook', trusted: true };
  const createdAt = new Date(BEGIN).toISOString();
  const conversation = {
    conversationId: CONVERSATION_ID,
    agentId: AGENT_ID,
    origin: 'background',
    tainted: false,
    lastSeq: 1,
  };
  const startedBy = { kind: 'webhook', triggerId: 'trg_sim', name: 'Simulated' };
  return [
    agentItem(['ask', 'ask'], false),
    { ...settingsKey, kind: 'settings', hold: false },
    ...[person('per_olivia', 'member'), person('per_miguel', 'member'), person('per_ada', 'admin')],
    { ...triggerKey('trg_sim'), kind: 'trigger', ...trigger },
    { ...secretKey('trg_sim'), kind: 'secret', secret: SECRET },
    { ...conversationKey(CONVERSATION_ID), kind: 'conversation', ...conversation, trigger: startedBy, createdAt },
  ];
}
