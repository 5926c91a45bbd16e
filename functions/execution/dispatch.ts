import { LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { Capability } from '#shared/action/capability.ts';
import { readEnv } from '#shared/env.ts';
import { type Executors, startExecutor } from '#shared/execution/invoke-executor.ts';
import { guardrailKey, type RowHint } from '#shared/ledger/ledger.ts';
import { type Change, eachRecord } from '#shared/streams/stream-records.ts';
import { dispatchEnv } from './dispatch-env.ts';

const executors: Executors = { lambda: new LambdaClient({}), env: readEnv(dispatchEnv) };

const ApprovedRow = z.object({
  pk: z.string(),
  round: z.number(),
  v: z.number(),
  state: z.literal('approved'),
  capability: Capability,
  notBefore: z.string().optional(),
});
const AllowedAction = z.object({
  kind: z.literal('action'),
  actionId: z.string(),
  state: z.literal('allowed'),
  capability: Capability,
});

/**
 * Streams of both tables: hands what may run now to its executor, and with it what the record of a new row says, which
 * spares a read. The record is only a hint: the row in the table counts. What waits for its back-off is left to the sweep.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  eachRecord(event, async ({ after }) => {
    const found = readHint(after);
    if (found) await startExecutor(executors, found.capability, found.key);
  });

function readHint(image: Change['after']): { capability: Capability; key: RowHint } | undefined {
  const row = ApprovedRow.safeParse(image);
  if (row.success) {
    const { pk, round, v, capability, notBefore } = row.data;
    return notBefore ? undefined : { capability, key: { pk, round, ...(v === 1 ? { told: image } : {}) } };
  }
  const action = AllowedAction.safeParse(image);
  return action.success ? { capability: action.data.capability, key: guardrailKey(action.data.actionId) } : undefined;
}
