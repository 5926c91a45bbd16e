import { LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod';
import type { GateDeps } from '#shared/action/request-action.ts';
import { openFileStore } from '#shared/files/open-file-store.ts';
import { checkStoredFile } from '#shared/files/read-stored-file.ts';
import { openTables } from '#shared/tables.ts';
import type { gateEnv } from './gate-variables.ts';

/** All that asking for an action needs. */
export function openGate(env: z.output<typeof gateEnv>): GateDeps {
  const files = openFileStore(env);
  return {
    tables: openTables(env),
    executors: { lambda: new LambdaClient({}), env },
    systemSender: env.SYSTEM_SENDER,
    checkFile: (file) => checkStoredFile(files, file),
    now: () => new Date(),
  };
}
