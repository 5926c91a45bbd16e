import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { openCalls } from '../../../infra/local/dynamodb/open-calls.ts';
import type { DatabaseAccess } from '../../../infra/local/dynamodb/start-dynamodb.ts';
import type { Item } from './state.ts';

export type CallDatabase = (operation: string, input: Item) => Promise<Item>;

/**
 * Calls of the real database, without the SDK's own machinery around each: that takes four times as long as the
 * database does. Input and output are those of the SDK's document commands, and so are the errors that code looks for.
 */
export function openLightClient(database: DatabaseAccess): CallDatabase {
  const call = openCalls(database);
  return async (operation, input) => {
    const target = `DynamoDB_20120810.${operation}`;
    const { status, body } = await call({ target, body: JSON.stringify(toWire(input)) });
    const answer = JSON.parse(body.toString('utf8')) as Item;
    if (status !== 200) throw toError(answer, status);
    return fromWire(answer);
  };
}

const ITEMS = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey', 'LastEvaluatedKey', 'Attributes'];

function toWire(input: Item): Item {
  return mapEntries(input, (name, value) => {
    if (ITEMS.includes(name)) return marshall(value as Item, { removeUndefinedValues: true });
    if (name !== 'TransactItems') return value;
    return (value as Item[]).map((item) => mapEntries(item, (_, each) => toWire(each as Item)));
  });
}

type Wire = Parameters<typeof unmarshall>[0];

function fromWire(answer: Item): Item {
  return mapEntries(answer, (name, value) => {
    if (name === 'Items') return (value as Wire[]).map((item) => unmarshall(item));
    return ITEMS.includes(name) ? unmarshall(value as Wire) : value;
  });
}

function mapEntries(item: Item, change: (name: string, value: unknown) => unknown): Item {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, change(name, value)]));
}

/** The item of a refused condition comes as it is stored, as the SDK hands it on. */
function toError(answer: Item, httpStatusCode: number): Error {
  const name = String(answer.__type).split('#').at(-1) ?? '';
  const known = { message: String(answer.message ?? answer.Message ?? ''), $metadata: { httpStatusCode } };
  const { Item, CancellationReasons } = answer as { Item?: Wire; CancellationReasons?: [] };
  if (name === 'ConditionalCheckFailedException')
    return new ConditionalCheckFailedException({ ...known, ...(Item ? { Item: Item as never } : {}) });
  if (name === 'TransactionCanceledException')
    return new TransactionCanceledException({ ...known, ...(CancellationReasons ? { CancellationReasons } : {}) });
  return Object.assign(new Error(known.message), { name, $metadata: known.$metadata });
}
