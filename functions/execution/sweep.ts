import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { readEnv } from '#shared/env.ts';
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

/** Every minute. */
export const handler = async (): Promise<{ looked: number; failed: number }> => {
  const { looked, failed } = await sweepOpenWork(deps);
  // What failed is looked at again in a minute; the error makes the alarm ring meanwhile.
  if (failed > 0)
    throw new Error(`The sweep failed on ${failed} of ${looked} items; see the log lines before this one`);
  return { looked, failed };
};
