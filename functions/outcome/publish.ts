import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnv } from '#shared/env.ts';
import { eachRecord } from '#shared/streams/stream-records.ts';
import { openTables } from '#shared/tables.ts';
import { publishChange } from './publish-change.ts';
import { publishEnv } from './publish-env.ts';

const env = readEnv(publishEnv);
const deps = {
  tables: openTables(env),
  bus: { events: new EventBridgeClient({}), bus: env.EVENT_BUS },
  now: () => new Date(),
};

/** Streams of both tables */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  eachRecord(event, (change) => publishChange(deps, change));
