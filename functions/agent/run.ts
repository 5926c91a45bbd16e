import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { readEvent } from '#shared/events/events.ts';
import { openFileStore } from '#shared/files/open-file-store.ts';
import { checkStoredFile } from '#shared/files/read-stored-file.ts';
import type { StoredFile } from '#shared/files/stored-file.ts';
import { secretsBelow } from '#shared/secrets/secrets-below.ts';
import { openTables } from '#shared/tables.ts';
import { answer } from './answer.ts';
import { readDefaultModel, runEnv } from './run-env.ts';

const env = readEnv(runEnv);
const files = openFileStore(env);
const deps = {
  tables: openTables(env),
  systemSender: env.SYSTEM_SENDER,
  executors: { lambda: new LambdaClient({}), env },
  checkFile: (file: StoredFile) => checkStoredFile(files, file),
  models: {
    getSecret: secretsBelow(env.MODEL_SECRET_PREFIX, new SecretsManagerClient({})),
    defaultModel: readDefaultModel(env),
  },
  now: () => new Date(),
};

/** Event `agent.triggered.v1` */
export const handler = eventHandler(async (envelope: unknown): Promise<void> => {
  const event = readEvent(envelope);
  if (event.name === 'agent.triggered.v1') await answer(deps, event.detail.conversationId);
});
