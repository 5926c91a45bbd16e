import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { WorkTable } from '../tables.ts';

/** Item `WORKSPACE` / `SETTINGS` of *work*. */
export const WorkspaceSettings = z.object({
  kind: z.literal('settings'),
  /** While on, no approved action of any agent runs; all of them wait. */
  hold: z.boolean(),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const settingsKey = { pk: 'WORKSPACE', sk: 'SETTINGS' };

/** Read consistently, right before a claim. A workspace without the item was not set up: that holds everything. */
export async function readSettings({ client, work }: WorkTable): Promise<WorkspaceSettings> {
  const { Item } = await client.send(new GetCommand({ TableName: work, Key: settingsKey, ConsistentRead: true }));
  return Item ? WorkspaceSettings.parse(Item) : { kind: 'settings', hold: true };
}
