import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';

export type Copy = Record<string, unknown>[];

/** Every item of a table, as a backup would hold it. */
export async function copyOf(client: DynamoDBDocumentClient, TableName: string): Promise<Copy> {
  const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
  if (LastEvaluatedKey) throw new Error('A test keeps less than a page');
  return Items;
}

/** Makes the table what the copy is: items made since are gone. `sortKey` is the name of the second half of its key. */
export async function putBack(
  client: DynamoDBDocumentClient,
  TableName: string,
  copy: Copy,
  sortKey: 'sk' | 'round',
): Promise<void> {
  const keyOf = (item: Record<string, unknown>) => ({ pk: item.pk, [sortKey]: item[sortKey] });
  for (const item of await copyOf(client, TableName))
    await client.send(new DeleteCommand({ TableName, Key: keyOf(item) }));
  for (const Item of copy) await client.send(new PutCommand({ TableName, Item }));
}
