import { type AgentKey, hashOfKey, newKeyText, startOfKey } from '#shared/elsewhere/agent-key.ts';
import { createKey, readKeys, revokeKey } from '#shared/elsewhere/agent-key-table.ts';
import { readCallback, readFailures, writeCallback } from '#shared/elsewhere/callback-table.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { newId } from '#shared/ids.ts';
import { log } from '#shared/log.ts';
import type { CallbackReply, KeyReply } from '#shared/routes/elsewhere-replies.ts';
import { keyRoutes } from '#shared/routes/elsewhere-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { agentKeysEnv } from './agent-keys-env.ts';

const tables = openWorkTable(readEnv(agentKeysEnv));

export const handler = serveRoutes(tables, keyRoutes, {
  'GET /agents/{agentId}/keys': async ({ agent }) =>
    json(200, { keys: (await readKeys(tables, agent.agentId)).map(shown) }),

  'POST /agents/{agentId}/keys': async ({ agent, person, body }) => {
    const text = newKeyText();
    const key: AgentKey = {
      ...{ kind: 'key', keyId: newId('key'), agentId: agent.agentId, name: body.name, start: startOfKey(text) },
      ...{ createdAt: new Date().toISOString(), createdBy: person.personId },
      ...(body.validUntil ? { validUntil: body.validUntil } : {}),
    };
    await createKey(tables, hashOfKey(text) ?? '', key);
    log.info('key made', { agentId: agent.agentId, key: key.keyId, personId: person.personId });
    return json(201, { ...shown(key), key: text });
  },

  'DELETE /agents/{agentId}/keys/{keyId}': async ({ agent, person, param }) => {
    const { agentId } = agent;
    const key = await revokeKey(tables, { agentId, keyId: param('keyId') }, person.personId, new Date());
    log.info('key revoked', { agentId, key: key.keyId, personId: person.personId });
    return json(200, shown(key));
  },

  'GET /agents/{agentId}/callback': async ({ agent }) => json(200, await shownCallback(agent.agentId)),

  'PUT /agents/{agentId}/callback': async ({ agent, person, body }) => {
    const { agentId } = agent;
    const secret = await writeCallback(tables, agentId, body, { by: person.personId, now: new Date() });
    log.info('callback changed', { agentId, personId: person.personId });
    return json(200, { ...(await shownCallback(agentId)), ...(secret ? { secret } : {}) });
  },
});

function shown({ keyId, name, start, createdAt, validUntil, revokedAt, lastUsedAt }: AgentKey): KeyReply {
  return { keyId, name, start, createdAt, validUntil, revokedAt, lastUsedAt };
}

async function shownCallback(agentId: string): Promise<CallbackReply> {
  const [callback, failures] = await Promise.all([readCallback(tables, agentId), readFailures(tables, agentId)]);
  return {
    ...(callback ? { url: callback.url, changedAt: callback.changedAt } : {}),
    enabled: callback?.enabled ?? false,
    failures: failures.map(({ at, actionId, code, givenUp }) => ({ at, actionId, code, givenUp })),
  };
}
