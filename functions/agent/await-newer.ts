import { setTimeout as delay } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conversationKey } from '#shared/agent/conversation-table.ts';
import type { WorkTable } from '#shared/tables.ts';

const LOOK_EVERY_MS = 1_000;
const Newest = z.object({ lastSeq: z.number().int() });

/**
 * Waits until a conversation has a message after this one, or time is up. A look is half a read unit and names one
 * attribute, so a page that watches costs ten of them in twenty seconds, and sees each message within a second.
 */
export async function awaitNewer(
  { client, work }: WorkTable,
  conversationId: string,
  { after, waitMs, everyMs = LOOK_EVERY_MS }: { after: number; waitMs: number; everyMs?: number },
): Promise<void> {
  for (let waited = 0; waited < waitMs; waited += everyMs) {
    await delay(Math.min(everyMs, waitMs - waited));
    const { Item } = await client.send(
      new GetCommand({ TableName: work, Key: conversationKey(conversationId), ProjectionExpression: 'lastSeq' }),
    );
    if (!Item || Newest.parse(Item).lastSeq > after) return;
  }
}
