import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { SdkCommand } from './aws.ts';
import { count } from './counted.ts';
import { note } from './note-writes.ts';
import { gate } from './scheduler.ts';
import type { Fate, Item, Process, Reply, World } from './state.ts';

export const timedOut = () => Object.assign(new Error('No answer in time'), { name: 'TimeoutError' });
const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'Throttled', $metadata: { httpStatusCode: 400 } });

/** A call of a table: to the real table of this world, with whatever may happen on the way. */
export function callTable(process: Process, command: SdkCommand): Promise<unknown> {
  const { world } = process;
  if (command.constructor.name === 'BatchGetCommand') return getEach(process, command);
  const call = readCall(world, command);
  // An index shard that holds nothing of this world: answered at once, since the sweep asks for 32 of them.
  if (call.isOtherShard) return Promise.resolve({ Items: [] });
  const { kind, name } = call;
  return gate(process, { kind, name, perform: (fate) => reach(process, call, fate) });
}

type Batch = Record<string, { Keys: Item[]; ConsistentRead: boolean }>;

/** Several items of one request are read each by itself: anything may happen between any two of them. */
async function getEach(process: Process, { input }: SdkCommand): Promise<unknown> {
  const Responses: Record<string, unknown[]> = {};
  const gets = Object.entries(input.RequestItems as Batch).flatMap(([TableName, { Keys, ConsistentRead }]) =>
    Keys.map(async (Key) => {
      const found = (await callTable(process, new GetCommand({ TableName, Key, ConsistentRead }))) as {
        Item?: unknown;
      };
      if (found.Item) Responses[TableName] = [...(Responses[TableName] ?? []), found.Item];
    }),
  );
  await Promise.all(gets);
  return { Responses };
}

export type Call = {
  type: string;
  kind: 'read' | 'write';
  table: 'work' | 'ledger';
  name: string;
  input: Item;
  isOtherShard: boolean;
  /** May answer with what was true a while ago. */
  isEventual: boolean;
  /** What is read: an item, or a shard of an index. */
  place: string;
  /** The shard of the sweep's list that is asked for. */
  shard: string | undefined;
};

/** In the name of a read that may be behind. */
export const EVENTUALLY = ', eventually';

function readCall(world: World, command: SdkCommand): Call {
  const { input } = command;
  const type = command.constructor.name.replace('Command', '');
  const table = String(input.TableName ?? 'work').startsWith('ledger') ? 'ledger' : 'work';
  const kind = type === 'Get' || type === 'Query' ? 'read' : 'write';
  const values = (input.ExpressionAttributeValues ?? {}) as Item;
  const shard = input.IndexName === undefined ? undefined : String(values[':shard']);
  const key = (input.Key ?? input.Item ?? { pk: shard ?? values[':pk'] ?? '' }) as Item;
  const state = (input.Item as Item | undefined)?.state ?? values[':state'];
  const place = `${table} ${shard ?? JSON.stringify(input.Key)}`;
  const isEventual = kind === 'read' && input.ConsistentRead !== true;
  const name = `${type} ${table} ${nameOf(world, key)}${state === undefined ? '' : ` to ${state}`}${isEventual ? EVENTUALLY : ''}`;
  const ours = world.pump.shards;
  const isOtherShard = shard !== undefined && !ours.has(shard);
  return { type, kind, table, name, input, shard, place, isOtherShard, isEventual };
}

function nameOf(world: World, { pk, round, sk }: Item): string {
  const known = world.actions.find(({ actionId }) => String(pk).endsWith(actionId));
  if (!known) return String(pk);
  const name = `${String(pk).startsWith('G#') ? 'G#' : ''}A${known.action}`;
  return sk === undefined && round !== undefined ? `${name}#${round}` : name;
}

async function reach(process: Process, call: Call, fate: Fate): Promise<Reply> {
  const { world } = process;
  if (fate === 'throttled') return { error: throttled() };
  if (fate === 'never_arrived') return { error: timedOut() };
  if (fate === 'stale' && world.readBefore.has(call.place)) {
    count(world, call.shard ? 'stale index' : 'stale read');
    return { value: world.readBefore.get(call.place) };
  }
  const reply = await sendReal(process, call);
  if (call.isEventual && reply !== 'later' && 'value' in reply) world.readBefore.set(call.place, reply.value);
  if (fate === 'lost') return { error: timedOut() };
  // The SDK sends it again by itself; the first one had arrived.
  if (fate === 'retried') return sendReal(process, call);
  return reply;
}

const OPERATIONS: Record<string, string> = {
  ...{ Get: 'GetItem', Put: 'PutItem', Update: 'UpdateItem', Query: 'Query', TransactWrite: 'TransactWriteItems' },
  ...{ BatchGet: 'BatchGetItem' },
};

async function sendReal(process: Process, call: Call): Promise<Reply> {
  const { world } = process;
  const mutated = world.mutation?.request?.(process, call) ?? call.input;
  if (mutated === 'skip') return { value: {} };
  const input = withTables(world, mutated);
  const observed = call.type === 'Update' ? { ...input, ReturnValues: 'ALL_NEW' } : input;
  try {
    const output = await world.lab.call(OPERATIONS[call.type] ?? call.type, observed);
    note(process, call, input, output.Attributes as Item | undefined);
    if (input.ReturnValues === undefined) delete output.Attributes;
    return { value: world.mutation?.answer?.(process, call, output) ?? output };
  } catch (error) {
    return { error };
  }
}

/** The same request, of this world's own tables. */
function withTables({ tables }: World, input: Item): Item {
  const own = (name: unknown) => tables[name as 'work' | 'ledger'] ?? name;
  if (!Array.isArray(input.TransactItems)) return { ...input, TableName: own(input.TableName) };
  const TransactItems = input.TransactItems.map((item: Record<string, Item>) =>
    Object.fromEntries(Object.entries(item).map(([of, each]) => [of, { ...each, TableName: own(each.TableName) }])),
  );
  return { ...input, TransactItems };
}
