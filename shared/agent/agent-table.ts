import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkTable } from '../tables.ts';
import { Agent } from './agent.ts';

export function agentKey(agentId: string) {
  return { pk: `AGENT#${agentId}`, sk: 'PROFILE' };
}

/** Read consistently: what an admin has just switched off must not run. */
export async function readAgent({ client, work }: WorkTable, agentId: string): Promise<Agent | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: agentKey(agentId), ConsistentRead: true }));
  return Item && Agent.parse(Item);
}
