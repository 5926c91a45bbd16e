import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { HttpInput } from '#shared/action/http-content.ts';
import { readEnv } from '#shared/env.ts';
import { eventHandler } from '#shared/event-handler.ts';
import { openTables } from '#shared/tables.ts';
import { executeAction, type KeyLife } from '../execute-action.ts';
import { parseRowKey } from '../row-key.ts';
import { secretsBelow } from './http/get-secret.ts';
import { readLocalHosts } from './http/local-hosts.ts';
import { lookupAll } from './http/resolve-public.ts';
import { httpKeyLifeMs, sendRequest } from './http/send-request.ts';
import { httpExecutorEnv } from './http-env.ts';
import { ownCapability } from './own-capability.ts';

const env = readEnv(httpExecutorEnv);
const tables = openTables(env);
const now = () => new Date();
const send = sendRequest({
  now,
  getSecret: secretsBelow(env.SECRET_PREFIX, new SecretsManagerClient({})),
  reach: { lookup: lookupAll, localHosts: readLocalHosts(env) },
});
const effect = ownCapability('http_request', HttpInput, (content, about) =>
  send(content, { ...about, settings: about.agent.capabilities.http_request }),
);
const keyLifeMs: KeyLife = (content, agent) => httpKeyLifeMs(agent.capabilities.http_request, content.input);

/** Invoked with the key of a ledger row. */
export const handler = eventHandler(async (event: unknown) =>
  executeAction({ tables, now, effect, keyLifeMs }, parseRowKey(event)),
);
