import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { ToolInput } from '#shared/action/tool-content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import { readEnv } from '#shared/env.ts';
import { ToolSettings } from '#shared/guardrail/tool-settings.ts';
import { EFFECT_TIMEOUT_MS } from '#shared/ledger/authority.ts';
import { openTables } from '#shared/tables.ts';
import { executeAction, type KeyLife } from '../execute-action.ts';
import { parseRowKey } from '../row-key.ts';
import { secretsBelow } from './http/get-secret.ts';
import { readLocalHosts } from './http/local-hosts.ts';
import { lookupAll } from './http/resolve-public.ts';
import { ownCapability } from './own-capability.ts';
import { callTool, toolKeyLifeMs } from './tool/call-tool.ts';
import { toolExecutorEnv } from './tool-env.ts';

const env = readEnv(toolExecutorEnv);
const tables = openTables(env);
const now = () => new Date();
const call = callTool({
  now,
  /** One try only: the SDK's own retry would call the tool again when just its answer was lost. */
  lambda: new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: EFFECT_TIMEOUT_MS, throwOnRequestTimeout: true },
  }),
  getSecret: secretsBelow(env.SECRET_PREFIX, new SecretsManagerClient({})),
  reach: { lookup: lookupAll, localHosts: readLocalHosts(env) },
});
const effect = ownCapability('use_tool', ToolInput, async (content, about) =>
  call(content, { ...about, tools: toolsOf(await readAgent(tables, about.action.agentId)) }),
);
const keyLifeMs: KeyLife = (content, agent) => toolKeyLifeMs(toolsOf(agent), content.input);

const Capabilities = z.object({ tools: z.array(ToolSettings).default([]) });

function toolsOf(agent: Agent | undefined): readonly ToolSettings[] {
  return agent ? Capabilities.parse(agent.capabilities).tools : [];
}

/** Invoked with the key of a ledger row. */
export const handler = async (event: unknown): Promise<{ state: string }> =>
  executeAction({ tables, now, effect, keyLifeMs }, parseRowKey(event));
