import { hashOf } from '../../../shared/action/content.ts';
import type { Mutation } from './mutation.ts';
import type { Item, Process } from './state.ts';
import type { Call } from './table-calls.ts';

/** Leaves clauses on these names out of the condition of some writes of some function. */
export function dropClauses(
  what: string | undefined,
  of: (call: Call) => boolean,
  names: string[],
): Mutation['request'] {
  return (process, call) => {
    const { ConditionExpression: condition } = call.input;
    if ((what && process.what !== what) || typeof condition !== 'string' || !of(call)) return undefined;
    const kept = condition
      .split(' AND ')
      .filter((clause) => !names.some((name) => new RegExp(`${name}\\b`).test(clause)));
    return withoutUnused({ ...call.input, ConditionExpression: kept.length > 0 ? kept.join(' AND ') : undefined });
  };
}

/** Updates of a ledger row to one of these states. */
export function isOn(...states: string[]): (call: Call) => boolean {
  return ({ table, type, input }) => {
    const to = (input.ExpressionAttributeValues as Item | undefined)?.[':state'];
    return table === 'ledger' && type === 'Update' && states.includes(String(to));
  };
}

/** What a claim brings is what was told. */
export const asTold: Mutation['answer'] = ({ row }, call, { Attributes, ...output }) => {
  if (!row?.told || !Attributes || !isOn('claimed')(call)) return undefined;
  const { hash, lapsesAt } = row.told;
  return { ...output, Attributes: { ...Attributes, hash, lapsesAt } };
};

/** Writes of ledger rows that leave some attributes as they were. */
export function forget(...names: string[]): Mutation['request'] {
  return (_, call) => {
    const { UpdateExpression: update } = call.input;
    if (call.table !== 'ledger' || typeof update !== 'string' || !update.startsWith('SET')) return undefined;
    const kept = names.reduce((left, name) => left.replace(new RegExp(`#${name} = :${name}(, )?`), ''), update);
    return withoutUnused({ ...call.input, UpdateExpression: kept });
  };
}

/** DynamoDB refuses names and values that no expression uses. */
function withoutUnused(input: Item): Item {
  const used = `${input.ConditionExpression ?? ''} ${input.UpdateExpression ?? ''}`;
  const keep = (each: unknown) => {
    const left = Object.entries((each ?? {}) as Item).filter(([name]) => new RegExp(`${name}\\b`).test(used));
    return left.length > 0 ? Object.fromEntries(left) : undefined;
  };
  return {
    ...input,
    ExpressionAttributeNames: keep(input.ExpressionAttributeNames),
    ExpressionAttributeValues: keep(input.ExpressionAttributeValues),
  };
}

/** What a function reads of a table differs from what is there. */
export function serve(
  what: string,
  table: Call['table'],
  change: (item: Item, process: Process) => Item,
): Mutation['answer'] {
  return (process, call, output) => {
    if (process.what !== what || call.table !== table || call.kind !== 'read') return undefined;
    const changed = (item: unknown) => item && { ...(item as Item), ...change(item as Item, process) };
    return {
      ...output,
      Item: changed(output.Item),
      ...(output.Items ? { Items: (output.Items as Item[]).map(changed) } : {}),
    };
  };
}

/** That a row is made. */
export function isPut({ type }: { type: string }): boolean {
  return type === 'Put';
}

export function isClose({ table, input }: { table: string; input: Item }): boolean {
  return table === 'ledger' && String(input.UpdateExpression).startsWith('REMOVE');
}

export function isOfWork({ table }: { table: string }): boolean {
  return table === 'work';
}

/** Writes of one function that look done and are not. */
export function skipUpdates(what: string, of: string): Mutation['request'] {
  return (process, { table, type }) =>
    process.what === what && table === of && type === 'Update' ? 'skip' : undefined;
}

export function ifClaimed(change: Item): (row: Item) => Item {
  return ({ state }) => (state === 'claimed' ? change : {});
}

export function withOnePerson(item: Item): Item {
  if (item.kind !== 'agent') return {};
  return {
    capabilities: JSON.parse(
      JSON.stringify(item.capabilities).replaceAll('"approversNeeded":2', '"approversNeeded":1'),
    ),
  };
}

/** What the content hashes to now, in the place of what was decided on. */
export function hashOfNow(row: Item, { world }: Process): Item {
  const item = world.items.get(String(row.actionId));
  return item && 'hash' in row
    ? { hash: hashOf(String(item.agentId), String(item.capability), String(item.content)) }
    : {};
}
