import { type AgentKey, hashOfKey, newKeyText, startOfKey } from '#shared/elsewhere/agent-key.ts';
import { createKey, revokeKey } from '#shared/elsewhere/agent-key-table.ts';
import { writeCallback } from '#shared/elsewhere/callback-table.ts';
import { readEnv } from '#shared/env.ts';
import { json } from '#shared/http.ts';
import { newId } from '#shared/ids.ts';
import { log } from '#shared/log.ts';
import { keyRoutes } from '#shared/routes/elsewhere-routes.ts';
import { serveRoutes } from '#shared/routes/serve.ts';
import { openWorkTable } from '#shared/tables.ts';
import { agentKeysEnv } from './agent-keys-env.ts';
import { shownCallback, shownKey } from './shown-keys.ts';

const tables = openWorkTable(readEnv(agentKeysEnv));

/** Keys and callback of an agent built elsewhere, changed; `show.ts` shows them. */
export const handler = serveRoutes(tables, keyRoutes, {
  'POST /agents/{agentId}/keys': async ({ agent, person, body }) => {
    const text = newKeyText();
    const key: AgentKey = {
      ...{ kind: 'key', keyId: newId('key'), agentId: agent.agentId, name: body.name, start: startOfKey(text) },
      ...{ createdAt: new Date().toISOString(), createdBy: person.personId },
      ...(body.validUntil ? { validUntil: body.validUntil } : {}),
    };
    await createKey(tables, hashOfKey(text) ?? '', key);
    log.info('key made', { agentId: agent.agentId, key: key.keyId, personId: person.personId });
    return json(201, { ...shownKey(key), key: text });
  },

  'DELETE /agents/{agentId}/keys/{keyId}': async ({ agent, person, param }) => {
    const { agentId } = agent;
    const key = await revokeKey(tables, { agentId, keyId: param('keyId') }, person.personId, new Date());
    log.info('key revoked', { agentId, key: key.keyId, personId: person.personId });
    return json(200, shownKey(key));
  },

  'PUT /agents/{agentId}/callback': async ({ agent, person, body }) => {
    const { agentId } = agent;
    const secret = await writeCallback(tables, agentId, body, { by: person.personId, now: new Date() });
    log.info('callback changed', { agentId, personId: person.personId });
    return json(200, { ...(await shownCallback(tables, agentId)), ...(secret ? { secret } : {}) });
  },
});
