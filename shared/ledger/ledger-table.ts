import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dueShard } from '../action/action.ts';
import { newId } from '../ids.ts';
import { dueQuery, queryItems } from '../query-items.ts';
import type { ReadMode, Tables } from '../tables.ts';
import { guardrailKey, isSettled, LedgerRow, type RowKey, type RowState } from './ledger.ts';

/** What became of a write: the row as it stands now, and whether this write made it so. */
export type Written = { won: true; row: LedgerRow } | { won: false; row: LedgerRow | undefined };

/** Attributes a transition sets; `undefined` removes one. */
export type Change = Partial<Record<string, unknown>> & { state: RowState };

/** What must hold of the row at the instant of the write. */
export type Condition = { state: RowState; v?: number; claimId?: string };

export async function readRow(
  { client, ledger }: Tables,
  key: RowKey,
  mode: ReadMode = 'consistent',
): Promise<LedgerRow | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: ledger, Key: key, ConsistentRead: mode === 'consistent' }),
  );
  return Item && LedgerRow.parse(Item);
}

/** Every row of an action: its rounds, and the guardrail's row if there is one. */
export async function readRows(tables: Tables, actionId: string, mode?: ReadMode): Promise<LedgerRow[]> {
  const [numbered, guardrail] = await Promise.all([
    readRounds(tables, actionId, mode),
    readRow(tables, guardrailKey(actionId), mode),
  ]);
  return guardrail ? [guardrail, ...numbered] : numbered;
}

/** The rows that people made, in order. */
export async function readRounds(
  { client, ledger }: Tables,
  actionId: string,
  mode: ReadMode = 'consistent',
): Promise<LedgerRow[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: ledger,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': actionId },
      ConsistentRead: mode === 'consistent',
    }),
  );
  return Items.map((item) => LedgerRow.parse(item));
}

type WithoutBookkeeping<Row> = Row extends unknown ? Omit<Row, 'v' | 'dueShard' | 'dueAt'> : never;
export type NewRow = WithoutBookkeeping<LedgerRow>;

/**
 * Makes a row, once. Two who both read "there is none" may write in the same instant: that the row is absent, and
 * not what they read, lets one through, and the other gets the winner's row.
 */
export async function createRow({ client, ledger }: Tables, row: NewRow, now: Date): Promise<Written> {
  const item = { ...row, v: 1, dueShard: dueShard(row.actionId), dueAt: now.toISOString() };
  const nobodyWroteYet = 'attribute_not_exists(#pk)';
  try {
    await client.send(
      new PutCommand({
        TableName: ledger,
        Item: item,
        ConditionExpression: nobodyWroteYet,
        ExpressionAttributeNames: { '#pk': 'pk' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { won: true, row: LedgerRow.parse(item) };
  } catch (error) {
    return refusal(error, row.writer);
  }
}

/**
 * Moves a row from one state to the next: one conditional write, `v` + 1, and the due key set again, so that the
 * sweep looks at it until it has seen it settled and shown. The condition names what was relied on. The row that won is
 * computed from the one that was read; who has not read it asks for it as it stands in the table now, at no cost.
 */
export async function moveRow(
  { client, ledger }: Tables,
  row: LedgerRow,
  where: Condition,
  change: Change,
  answer: 'as_computed' | 'as_stored' = 'as_computed',
): Promise<Written> {
  const writer = newId('wrt');
  const set = {
    ...change,
    writer,
    dueShard: row.dueShard ?? dueShard(row.actionId),
    dueAt: change.dueAt ?? dueAtOf(row),
  };
  const update = updateOf(set, where);
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: ledger,
        Key: { pk: row.pk, round: row.round },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...(answer === 'as_stored' ? { ReturnValues: 'ALL_NEW' } : {}),
        ...update,
      }),
    );
    const computed = withoutUndefined({ ...row, ...set, v: row.v + 1 });
    return { won: true, row: LedgerRow.parse(answer === 'as_stored' ? Attributes : computed) };
  } catch (error) {
    return refusal(error, writer);
  }
}

/**
 * When the sweep looks at a row that moved on: as before, or at the next sweep where it was closed, or had been put off:
 * for a back-off that is over now, or, when it was settled, because somebody had not heard.
 */
function dueAtOf(row: LedgerRow): string {
  const putOff = isSettled(row) || ('notBefore' in row && row.notBefore !== undefined);
  return (putOff ? undefined : row.dueAt) ?? new Date(0).toISOString();
}

/** The update and condition expressions; every name goes through a placeholder, since `state` is a reserved word. */
function updateOf(set: Record<string, unknown>, where: Condition) {
  const names: Record<string, string> = { '#v': 'v' };
  const values: Record<string, unknown> = { ':one': 1 };
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [name, value] of Object.entries(set)) {
    names[`#${name}`] = name;
    if (value === undefined) removes.push(`#${name}`);
    else {
      values[`:${name}`] = value;
      sets.push(`#${name} = :${name}`);
    }
  }
  const conditions = Object.entries(where).map(([name, value]) => {
    names[`#${name}`] = name;
    values[`:was_${name}`] = value;
    return `#${name} = :was_${name}`;
  });
  return {
    UpdateExpression: `SET ${sets.join(', ')}, #v = #v + :one${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

/**
 * A refused write. If the row carries this very write's id, the first try was stored and only its reply was lost:
 * that is success, and not a race lost against oneself.
 */
function refusal(error: unknown, writer: string): Written {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  const row = error.Item && LedgerRow.parse(unmarshall(error.Item));
  return row?.writer === writer ? { won: true, row } : { won: false, row };
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/**
 * Takes a quiet row off the sweep's list. `v` must be as shown on its action: a row that moved on since may be open
 * again, and closing it would hide it from everybody. Does not count as a change, so `v` stays.
 */
export async function closeRow({ client, ledger }: Tables, row: RowKey & { v: number }): Promise<boolean> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: ledger,
        Key: { pk: row.pk, round: row.round },
        UpdateExpression: 'REMOVE #dueShard, #dueAt',
        ConditionExpression: '#v = :seen AND NOT (#state IN (:approved, :claimed))',
        ExpressionAttributeNames: { '#dueShard': 'dueShard', '#dueAt': 'dueAt', '#v': 'v', '#state': 'state' },
        ExpressionAttributeValues: { ':seen': row.v, ':approved': 'approved', ':claimed': 'claimed' },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Keys of rows that the sweep must look at, oldest first, one shard of the index. */
export async function* dueRows(tables: Tables, shard: string, before: Date): AsyncGenerator<RowKey> {
  const found = queryItems(tables, dueQuery(tables.ledger, shard, before));
  for await (const item of found) yield { pk: String(item.pk), round: Number(item.round) };
}
