import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from '../tables.ts';
import { pendingKeysOf } from './action.ts';

/** How many of an agent's actions wait for people, counted up to `most`. The index is a moment behind. */
export async function countPending({ client, work }: WorkTable, agentId: string, most: number): Promise<number> {
  const counts = await Promise.all(
    pendingKeysOf(agentId).map(async (shard) => {
      const { Count = 0 } = await client.send(
        new QueryCommand({
          TableName: work,
          IndexName: 'pending',
          KeyConditionExpression: '#pendingOf = :shard',
          ExpressionAttributeNames: { '#pendingOf': 'pendingOf' },
          ExpressionAttributeValues: { ':shard': shard },
          Limit: most,
          Select: 'COUNT',
        }),
      );
      return Count;
    }),
  );
  return Math.min(
    most,
    counts.reduce((sum, count) => sum + count, 0),
  );
}
