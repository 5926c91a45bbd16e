import { LambdaClient } from '@aws-sdk/client-lambda';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { readEvent } from '#shared/events/events.ts';
import { openTables } from '#shared/tables.ts';
import { answer } from './answer.ts';
import { runEnv } from './run-env.ts';

const env = readEnv(runEnv);
const deps = { tables: openTables(env), executors: { lambda: new LambdaClient({}), env }, now: () => new Date() };

/** Event `agent.triggered.v1` */
export const handler = eventHandler(async (envelope: unknown): Promise<void> => {
  const event = readEvent(envelope);
  if (event.name === 'agent.triggered.v1') await answer(deps, event.detail.conversationId);
});
