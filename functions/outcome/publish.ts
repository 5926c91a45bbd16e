import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnv } from '#shared/env.ts';
import { publishEvent } from '#shared/events/bus.ts';
import { projectAction } from '#shared/ledger/project.ts';
import { eachRecord } from '#shared/streams/stream-records.ts';
import { openTables } from '#shared/tables.ts';
import { eventsOf } from './events-of.ts';
import { publishEnv } from './publish-env.ts';

const env = readEnv(publishEnv);
const tables = openTables(env);
const bus = { events: new EventBridgeClient({}), bus: env.EVENT_BUS };

/**
 * Streams of both tables: says on the bus what happened. A change of the ledger is also shown on its action, in case
 * its writer died before doing so.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  eachRecord(event, async (change) => {
    const { events, repair } = eventsOf(change);
    if (repair) await projectAction(tables, repair, new Date());
    for (const each of events) await publishEvent(bus, each);
  });
