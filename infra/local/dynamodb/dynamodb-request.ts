import * as z from 'zod';

/** `{ S: 'x' }` and so on; only those of strings, numbers and binary can be keys. */
const AttributeValue = z.record(z.string(), z.unknown());
const Item = z.record(z.string(), AttributeValue);
export type Item = z.infer<typeof Item>;

/** Parameters that the SDK's expressions replaced long ago: they name attributes in ways that are not judged here. */
const LEGACY = ['AttributesToGet', 'AttributeUpdates', 'Expected', 'KeyConditions', 'QueryFilter', 'ScanFilter'];
const noLegacy = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ ...shape, ...Object.fromEntries(LEGACY.map((name) => [name, z.undefined().optional()])) } as T);

const expressions = {
  UpdateExpression: z.string().optional(),
  ConditionExpression: z.string().optional(),
  ProjectionExpression: z.string().optional(),
  FilterExpression: z.string().optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: z.record(z.string(), AttributeValue).default({}),
};
const target = {
  TableName: z.string(),
  ...expressions,
  IndexName: z.string().optional(),
  Select: z.string().optional(),
  ReturnValues: z.string().optional(),
};

const OneItem = noLegacy({ ...target, Key: Item.optional(), Item: Item.optional() });
/** What one call reads or writes in one table. */
export type OneItem = z.infer<typeof OneItem>;

const Keyed = OneItem.required({ Key: true });
const Put = OneItem.required({ Item: true });

/** The body of each operation that is judged and served. */
export const requestBodies = {
  GetItem: Keyed,
  UpdateItem: Keyed,
  DeleteItem: Keyed,
  PutItem: Put,
  Query: OneItem.required({ KeyConditionExpression: true }),
  Scan: OneItem,
  DescribeTable: z.object({ TableName: z.string() }),
  BatchGetItem: z.object({
    RequestItems: z.record(z.string(), noLegacy({ ...expressions, Keys: z.array(Item) })),
  }),
  BatchWriteItem: z.object({
    RequestItems: z.record(
      z.string(),
      z.array(
        z.union([
          z.strictObject({ PutRequest: z.object({ Item }) }),
          z.strictObject({ DeleteRequest: z.object({ Key: Item }) }),
        ]),
      ),
    ),
  }),
  TransactGetItems: z.object({ TransactItems: z.array(z.strictObject({ Get: Keyed })) }),
  TransactWriteItems: z.object({
    TransactItems: z.array(
      z.union([
        z.strictObject({ Put }),
        z.strictObject({ Update: Keyed }),
        z.strictObject({ Delete: Keyed }),
        z.strictObject({ ConditionCheck: Keyed }),
      ]),
    ),
  }),
};

export type Operation = keyof typeof requestBodies;
export type Body<O extends Operation> = z.infer<(typeof requestBodies)[O]>;

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(requestBodies, name);
}
