import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ToolInput } from '#shared/action/tool-content.ts';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import { readLocalHosts } from '#shared/outbound/local-hosts.ts';
import { lookupAll } from '#shared/outbound/resolve-public.ts';
import { secretsBelow } from '#shared/secrets/secrets-below.ts';
import { openTables } from '#shared/tables.ts';
import { executeAction } from '../execute-action.ts';
import { parseRowKey } from '../row-key.ts';
import { ownCapability } from './own-capability.ts';
import { keyOfCall, prepareCall } from './tool/prepare-call.ts';
import { toolExecutorEnv } from './tool-env.ts';

const env = readEnv(toolExecutorEnv);
const tables = openTables(env);
const now = () => new Date();
const call = prepareCall({
  now,
  /** One try only: the SDK's own retry would call the tool again when just its answer was lost. */
  lambda: new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: EFFECT_TIMEOUT_MS, throwOnRequestTimeout: true },
  }),
  getSecret: secretsBelow(env.SECRET_PREFIX, new SecretsManagerClient({})),
  reach: { lookup: lookupAll, localHosts: readLocalHosts(env) },
});
const prepare = ownCapability('use_tool', ToolInput, call);

/** Invoked with the key of a ledger row. */
export const handler = eventHandler(async (event: unknown) =>
  executeAction({ tables, now, prepare, keyOf: keyOfCall }, parseRowKey(event)),
);
