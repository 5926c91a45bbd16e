import { FUZZ_KEY } from '../fuzz-world.ts';
import { one, type Sketches, type Targets, type ValidRequest } from './sketch.ts';

const keyed = (_pick: number) => ({ agentId: 'agt_invoice' });

const byKey = {
  person: '',
  headers: { authorization: `Bearer ${FUZZ_KEY.text}`, accept: 'application/json, text/event-stream' },
};

function asked(_: Targets, pick: number): ValidRequest {
  const headers = { ...byKey.headers, 'idempotency-key': `fuzz-${pick}` };
  const input = { to: ['dana@customer.example'], subject: 'Hello', text: `Number ${pick}` };
  const body = { capability: 'send_email', input, reason: 'She asked for it.', callback: pick % 2 === 0 };
  return { ...byKey, headers, params: { agentId: 'agt_invoice' }, body };
}

const MCP_REQUESTS = [
  { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
  {
    ...{ jsonrpc: '2.0', id: 'two', method: 'tools/call' },
    params: { name: 'send_email', arguments: { to: ['dana@customer.example'], subject: 'Hi', text: 'Hello.' } },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'get_action', arguments: { actionId: 'act_none' } } },
] as const;

/** Of the protocol's revision that says in each request what it is. */
const MCP_REVISION = '2026-07-28';

function mcp(_: Targets, pick: number): ValidRequest {
  const message = one(MCP_REQUESTS, pick);
  if (pick % 3) return { ...byKey, body: message };
  const about = 'io.modelcontextprotocol';
  const _meta = {
    ...{ [`${about}/protocolVersion`]: MCP_REVISION, [`${about}/clientInfo`]: { name: 'fuzz', version: '1' } },
    [`${about}/clientCapabilities`]: pick % 2 ? { extensions: { [`${about}/tasks`]: {} } } : {},
  };
  const params = { ...('params' in message ? message.params : {}), _meta };
  const name = 'params' in message && 'name' in message.params ? { 'mcp-name': message.params.name } : {};
  const headers = { ...byKey.headers, 'mcp-protocol-version': MCP_REVISION, 'mcp-method': message.method, ...name };
  return { ...byKey, headers, body: { ...message, params } };
}

export const ELSEWHERE_SKETCHES: Sketches = {
  'GET /agents/{agentId}/keys': { valid: (_, pick) => ({ person: 'per_olivia', params: keyed(pick) }), taken: [200] },
  'POST /agents/{agentId}/keys': {
    valid: (_, pick) => ({ person: 'per_olivia', params: keyed(pick), body: { name: `Fuzz ${pick}` } }),
    taken: [201, 409],
  },
  'DELETE /agents/{agentId}/keys/{keyId}': {
    // The key that the fuzz asks with has to live on.
    valid: () => ({ person: 'per_olivia', params: { agentId: 'agt_invoice', keyId: 'key_none' } }),
    taken: [404],
  },
  'GET /agents/{agentId}/callback': {
    valid: (_, pick) => ({ person: 'per_olivia', params: keyed(pick) }),
    taken: [200],
  },
  'PUT /agents/{agentId}/callback': {
    valid: (_, pick) => ({
      ...{ person: 'per_olivia', params: keyed(pick) },
      body: { url: `https://tools.example/told/${pick}`, enabled: pick % 2 === 0, newSecret: pick % 3 === 0 },
    }),
    taken: [200],
  },
  'POST /agents/{agentId}/actions': { valid: asked, taken: [200, 202], aims: { waiting: 1 } },
  'GET /actions/{actionId}': {
    valid: ({ waiting }, pick) => ({ ...byKey, params: { actionId: one(waiting, pick).actionId } }),
    taken: [200],
  },
  'POST /mcp': { valid: mcp, taken: [200, 202], refusedBy: 'json-rpc' },
};
