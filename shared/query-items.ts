import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from './tables.ts';

/** Every item that a query finds, page after page; a page is read when its first item is asked for. */
export async function* queryItems(
  { client }: Pick<WorkTable, 'client'>,
  query: Omit<QueryCommandInput, 'ExclusiveStartKey'>,
): AsyncGenerator<Record<string, unknown>> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: from }));
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

/** The query of one shard of the `due` index, which both tables have: keys of what the sweep must look at by then. */
export function dueQuery(table: string, shard: string, before: Date): QueryCommandInput {
  return {
    TableName: table,
    IndexName: 'due',
    KeyConditionExpression: '#dueShard = :shard AND #dueAt <= :before',
    ExpressionAttributeNames: { '#dueShard': 'dueShard', '#dueAt': 'dueAt' },
    ExpressionAttributeValues: { ':shard': shard, ':before': before.toISOString() },
  };
}
