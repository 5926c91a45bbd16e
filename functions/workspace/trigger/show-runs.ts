import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { TriggerRuns } from '#shared/routes/trigger-routes.ts';
import type { WorkTable } from '#shared/tables.ts';
import { REFUSALS, RefusalNote } from '#shared/trigger/refusal.ts';
import { StartedRun } from '#shared/trigger/started-run.ts';

const SHOWN = 50;

/** What a trigger started last, and what it refused; newest first. */
export async function showRuns(tables: WorkTable, triggerId: string): Promise<z.output<typeof TriggerRuns>> {
  const [runs, refusals] = await Promise.all([
    newest(tables, `STARTED#${triggerId}`, StartedRun),
    newest(tables, `REFUSED#${triggerId}`, RefusalNote),
  ]);
  return {
    runs: runs.map(({ conversationId, at, continued, test }) => ({
      ...{ conversationId, at },
      ...(continued && { continued }),
      ...(test && { test }),
    })),
    refusals: refusals
      .map(({ reason, seen, firstAt, lastAt }) => ({ reason, text: REFUSALS[reason], times: seen, firstAt, lastAt }))
      .toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1)),
  };
}

async function newest<T extends z.ZodType>({ client, work }: WorkTable, pk: string, schema: T) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      ...{ TableName: work, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } },
      ...{ ScanIndexForward: false, Limit: SHOWN },
    }),
  );
  return Items.map((item): z.output<T> => schema.parse(item));
}
