import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { HttpInput } from '#shared/action/http-content.ts';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { readLocalHosts } from '#shared/outbound/local-hosts.ts';
import { lookupAll } from '#shared/outbound/resolve-public.ts';
import { secretsBelow } from '#shared/secrets/secrets-below.ts';
import { openTables } from '#shared/tables.ts';
import { executeAction } from '../execute-action.ts';
import { parseRowKey } from '../row-key.ts';
import { keyOfRequest, prepareRequest } from './http/prepare-request.ts';
import { httpExecutorEnv } from './http-env.ts';
import { ownCapability } from './own-capability.ts';

const env = readEnv(httpExecutorEnv);
const tables = openTables(env);
const now = () => new Date();
const request = prepareRequest({
  now,
  getSecret: secretsBelow(env.SECRET_PREFIX, new SecretsManagerClient({})),
  reach: { lookup: lookupAll, localHosts: readLocalHosts(env) },
});
const prepare = ownCapability('http_request', HttpInput, request);

/** Invoked with the key of a ledger row. */
export const handler = eventHandler(async (event: unknown) =>
  executeAction({ tables, now, prepare, keyOf: keyOfRequest }, parseRowKey(event)),
);
