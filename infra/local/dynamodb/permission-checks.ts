import { LOCAL_ACCOUNT, LOCAL_REGION, type PermissionCheck } from '../contract.ts';
import { type Body, type Item, isOperation, type OneItem, type Operation, requestBodies } from './dynamodb-request.ts';
import { attributesOf, equalTo } from './expression-attributes.ts';
import { partitionKeyOf, type TableProperties } from './table-properties.ts';

type Tables = ReadonlyMap<string, TableProperties>;
type Touched = Omit<OneItem, 'TableName'>;

/**
 * What IAM is asked about a DynamoDB call, or the sentence that refuses a call it could not judge.
 * Sources: Service Authorization Reference, and "Using IAM policy conditions for fine-grained access control" in the
 * DynamoDB developer guide.
 */
export function permissionChecks(tables: Tables, operation: string, body: unknown): PermissionCheck[] | string {
  if (!isOperation(operation)) return `The local run serves no DynamoDB operation ${operation}.`;
  const parsed = requestBodies[operation].safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `The local run cannot judge this ${operation}: ${issue?.path.join('.')}: ${issue?.message}`;
  }
  const checks = checksOf[operation] as (tables: Tables, body: unknown) => PermissionCheck[];
  return operation === 'Query' ? withPartition(tables, checks(tables, parsed.data)) : checks(tables, parsed.data);
}

/** A missing `LeadingKeys` passes IAM's `ForAllValues`, so a partition that could not be read here must not get by. */
function withPartition(tables: Tables, checks: PermissionCheck[]): PermissionCheck[] | string {
  const isRead = checks.every(({ context }) => context['dynamodb:LeadingKeys'] !== undefined);
  const isKnown = checks.every(({ resource }) => tables.has(resource.split('/')[1] ?? ''));
  return isRead || !isKnown ? checks : 'KeyConditionExpression must hold the partition key equal to one value.';
}

const single = (action: string) => (tables: Tables, body: OneItem) => [check(tables, action, body.TableName, [body])];

const checksOf: { [O in Operation]: (tables: Tables, body: Body<O>) => PermissionCheck[] } = {
  GetItem: single('GetItem'),
  PutItem: single('PutItem'),
  UpdateItem: single('UpdateItem'),
  DeleteItem: single('DeleteItem'),
  Query: single('Query'),
  Scan: single('Scan'),
  DescribeTable: (_, { TableName }) => [{ action: 'dynamodb:DescribeTable', resource: arnOf(TableName), context: {} }],
  BatchGetItem: (tables, { RequestItems }) =>
    Object.entries(RequestItems).map(([table, { Keys, ...rest }]) => {
      const touched = Keys.map((Key) => ({ ...rest, Key }));
      return check(tables, 'BatchGetItem', table, touched);
    }),
  BatchWriteItem: (tables, { RequestItems }) =>
    Object.entries(RequestItems).map(([table, writes]) => {
      const touched = writes.map((write) => ('PutRequest' in write ? write.PutRequest : write.DeleteRequest));
      return check(tables, 'BatchWriteItem', table, touched.map(withoutExpressions));
    }),
  TransactGetItems: (tables, { TransactItems }) => TransactItems.flatMap(({ Get }) => single('GetItem')(tables, Get)),
  TransactWriteItems: (tables, { TransactItems }) =>
    TransactItems.flatMap((item) => {
      if ('Put' in item) return single('PutItem')(tables, item.Put);
      if ('Update' in item) return single('UpdateItem')(tables, item.Update);
      if ('Delete' in item) return single('DeleteItem')(tables, item.Delete);
      return single('ConditionCheckItem')(tables, item.ConditionCheck);
    }),
};

const withoutExpressions = (touched: { Key: Item } | { Item: Item }): Touched => ({
  ...touched,
  ExpressionAttributeNames: {},
  ExpressionAttributeValues: {},
});

function check(tables: Tables, action: string, tableName: string, touched: Touched[]): PermissionCheck {
  const [first] = touched;
  const table = tables.get(nameOf(tableName));
  const context = {
    'dynamodb:LeadingKeys': touched.flatMap((one) => leadingKeys(table, one)),
    'dynamodb:Attributes': touched.flatMap(attributes),
    'dynamodb:Select': first && READS.has(action) ? [selectOf(first)] : [],
    'dynamodb:ReturnValues': first?.ReturnValues ? [first.ReturnValues] : [],
  };
  const given = Object.entries(context).filter(([, values]) => values.length > 0);
  return {
    action: `dynamodb:${action}`,
    resource: arnOf(tableName, first?.IndexName),
    context: Object.fromEntries(given.map(([key, values]) => [key, [...new Set(values)]])),
  };
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

/** A read that names no attributes asks for all of them: a policy that demands SPECIFIC_ATTRIBUTES must see that. */
function selectOf({ Select, ProjectionExpression, IndexName }: Touched): string {
  if (Select) return Select;
  if (ProjectionExpression) return 'SPECIFIC_ATTRIBUTES';
  return IndexName ? 'ALL_PROJECTED_ATTRIBUTES' : 'ALL_ATTRIBUTES';
}

function leadingKeys(table: TableProperties | undefined, touched: Touched): string[] {
  const { IndexName, Key, Item, KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = touched;
  const index = table?.GlobalSecondaryIndexes.find((one) => one.IndexName === IndexName);
  const name = partitionKeyOf((IndexName ? index : table)?.KeySchema ?? []);
  if (!name) return [];
  const values = KeyConditionExpression
    ? equalTo(name, KeyConditionExpression, ExpressionAttributeNames).map((it) => ExpressionAttributeValues[it])
    : [(Key ?? Item)?.[name]];
  return values.flatMap((value) => Object.values(value ?? {}).map(String));
}

function attributes(touched: Touched): string[] {
  const expressions = [
    touched.UpdateExpression,
    touched.ConditionExpression,
    touched.ProjectionExpression,
    touched.FilterExpression,
    touched.KeyConditionExpression,
  ];
  return [
    ...Object.keys(touched.Key ?? {}),
    ...Object.keys(touched.Item ?? {}),
    ...expressions.flatMap((one) => (one ? attributesOf(one, touched.ExpressionAttributeNames) : [])),
  ];
}

/** The API takes a table's ARN in the place of its name. */
const nameOf = (table: string) => table.split('/').at(-1) ?? table;

function arnOf(table: string, index?: string): string {
  const arn = `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:table/${nameOf(table)}`;
  return index ? `${arn}/index/${index}` : arn;
}
