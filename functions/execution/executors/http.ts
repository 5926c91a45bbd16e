import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { HttpInput } from '#shared/action/http-content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { readEnv } from '#shared/env.ts';
import { HttpSettings } from '#shared/guardrail/http-settings.ts';
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
const effect = ownCapability('http_request', HttpInput, async (content, about) =>
  send(content, { ...about, settings: settingsOf(await readAgent(tables, about.action.agentId)) }),
);
const keyLifeMs: KeyLife = (content, agent) => httpKeyLifeMs(settingsOf(agent), content.input);

const Capabilities = z.object({ http_request: HttpSettings.optional() });

function settingsOf(agent: Agent | undefined): HttpSettings | undefined {
  return agent && Capabilities.parse(agent.capabilities).http_request;
}

/** Invoked with the key of a ledger row. */
export const handler = async (event: unknown): Promise<{ state: string }> =>
  executeAction({ tables, now, effect, keyLifeMs }, parseRowKey(event));
