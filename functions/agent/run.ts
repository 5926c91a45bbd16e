import { LambdaClient } from '@aws-sdk/client-lambda';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { readEvent } from '#shared/events/events.ts';
import { openFileStore } from '#shared/files/open-file-store.ts';
import { checkStoredFile } from '#shared/files/read-stored-file.ts';
import type { StoredFile } from '#shared/files/stored-file.ts';
import { openTables } from '#shared/tables.ts';
import { answer } from './answer.ts';
import { runEnv } from './run-env.ts';

const env = readEnv(runEnv);
const files = openFileStore(env);
const deps = {
  tables: openTables(env),
  executors: { lambda: new LambdaClient({}), env },
  checkFile: (file: StoredFile) => checkStoredFile(files, file),
  now: () => new Date(),
};

/** Event `agent.triggered.v1` */
export const handler = eventHandler(async (envelope: unknown): Promise<void> => {
  const event = readEvent(envelope);
  if (event.name === 'agent.triggered.v1') await answer(deps, event.detail.conversationId);
});
