import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openTables } from '#shared/tables.ts';
import { sweepEnv } from './sweep-env.ts';
import { sweepOpenWork } from './sweep-open-work.ts';

const env = readEnv(sweepEnv);
const deps = {
  tables: openTables(env),
  executors: { lambda: new LambdaClient({}), env },
  bus: { events: new EventBridgeClient({}), bus: env.EVENT_BUS },
  now: () => new Date(),
};

/** Every minute. What failed was logged, which rings the alarm, and is looked at again in a minute. */
export const handler = eventHandler(async (_event: unknown) => sweepOpenWork(deps));
