import { NEW_AGENT_EMAIL } from '../../shared/guardrail/guardrail.ts';
import { NEW_AGENT_PHONE } from '../../shared/guardrail/phone-settings.ts';
import { derivedId } from '../../shared/ids.ts';
import { unsubscribeToken } from '../../shared/notification/mail-state.ts';
import { ASKED_FOR, aTool } from '../support/builders.ts';
import { FUZZ_KEY, FUZZ_MAIL_STATE, type Shown } from './fuzz-world.ts';
import type { Manner } from './fuzzed-request.ts';

/** Started before the fuzz, by a delivery of this id. */
export const FIRST_DELIVERY = 'msg_first';
const FIRST_CONVERSATION = derivedId('cnv', 'trg_invoices', FIRST_DELIVERY);

/** A request that is taken as it stands. */
export type ValidRequest = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Of who is no person and signs nothing: an agent with its key. */
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
  person: string;
  path?: string;
};

/** What the requests of one stretch may aim at. */
export type Targets = { waiting: Shown[]; uncertain: Shown[] };

export type Sketch = {
  valid: (targets: Targets, pick: number) => ValidRequest;
  /** Requests that were right may meet what others did before; and what a route does on success. */
  taken: readonly number[];
  /** Read, where there is no body; else write, unless given. */
  manner?: Manner;
  /** How many actions of each kind every stretch may use up; unless given, 3 are enough for all. */
  aims?: number;
  /** Of a protocol that refuses in a form of its own; unless given, problem details. */
  refusedBy?: 'json-rpc';
  /** Kinds of items that people set up and that this route is there to change; `hold` may be changed by any. */
  changes?: readonly string[];
};

const VERDICTS = ['approve', 'reject', 'withdraw', 'approve'] as const;
const OWNERS = ['per_olivia', 'per_miguel', 'per_ada'] as const;

const one = <T>(list: readonly T[], pick: number): T => {
  const found = list[pick % list.length];
  if (found === undefined) throw new Error('The fuzz has nothing to aim at');
  return found;
};
const person = (pick: number) => one(OWNERS, pick);
const member = { valid: (_: Targets, pick: number) => ({ person: person(pick) }), taken: [200] };

function decision({ waiting }: Targets, pick: number): ValidRequest {
  const { actionId, agentId, round, hash, input } = one(waiting, pick);
  const verdict = one(VERDICTS, pick >> 3);
  const edited = verdict === 'approve' && pick % 5 === 0 ? { edited: { ...input, text: `Edited ${pick}` } } : {};
  const note = pick % 2 ? { note: 'Tack så mycket 😀\n' } : {};
  const body = {
    ...{ verdict, decisionId: `dec_fuzz${String(pick).padStart(8, '0')}`, shown: { agentId, round, hash } },
    ...{ ...edited, ...note, notifyAgent: pick % 3 === 0 },
  };
  return { person: person(pick), params: { actionId }, body };
}

function resolution({ uncertain }: Targets, pick: number): ValidRequest {
  const { actionId, agentId } = one(uncertain, pick);
  const body = { said: pick % 2 ? 'sent' : 'not_sent', shown: { agentId, round: 1, v: 1 } };
  return { person: person(pick), params: { actionId }, body };
}

function delivery(_: Targets, pick: number): ValidRequest {
  const body = { type: 'invoice.question', customer: { name: 'Dana', email: 'dana@customer.example' }, invoice: pick };
  return { person: '', params: { triggerId: 'trg_invoices' }, body };
}

const UNSUBSCRIBE = unsubscribeToken(FUZZ_MAIL_STATE);
const someEntry = (pick: number) => `2026-11-23T10:00:00.000Z#act_${pick}#1`;

function preferences(_: Targets, pick: number): ValidRequest {
  const [from, until] = ['2026-11-23T10:00:00.000Z', '9999-12-23T10:00:00.000Z'];
  const standIn = pick % 3 ? null : { personId: person(pick + 1), from, until };
  const body = { emailNotices: pick % 2 === 0, mutedAgents: pick % 5 ? [] : ['agt_stock'], standIn };
  return { person: person(pick), body };
}
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

/** Each chat of the fuzz is one that its first message started, so more can be said in it. */
const chatId = (personId: string, pick: number) => derivedId('cnv', 'chat', personId, 'agt_invoice', messageId(pick));
const messageId = (pick: number) => `msg_fuzz${String(pick).padStart(8, '0')}`;

function chatMessage(pick: number) {
  return { text: pick % 2 ? 'Email dana@customer.example that it is due.' : 'Hej 😀', messageId: messageId(pick) };
}

/** Most pages are short: a long one takes thirty times as long, and says no more of the request. */
const olderThan = (pick: number): Record<string, string> =>
  pick % 20 ? { limit: '5' } : { before: '2099-01-01T00:00:00.000Z', limit: '100' };

/** A request about the agent that the fuzz asks as, by one of its owners. */
function ofAgent(request: (pick: number) => Partial<ValidRequest>, taken: readonly number[] = [200]): Sketch {
  const valid = (_: Targets, pick: number): ValidRequest => {
    const { params, ...rest } = request(pick);
    return { person: person(pick), params: { agentId: 'agt_invoice', ...params }, ...rest };
  };
  // What is taken with a conflict is a change, and a change may change the agent.
  return { valid, taken, ...(taken.includes(409) ? { changes: ['agent'] } : {}) };
}

const aTrigger = (_: Targets, pick: number) => ({ person: person(pick), params: { triggerId: 'trg_invoices' } });

function newTrigger(_: Targets, pick: number): ValidRequest {
  const mail = {
    type: 'email',
    name: 'Mail',
    localPart: `fuzz${pick}`,
    senders: pick % 3 ? 'anyone' : ['acme.example'],
  };
  const body = pick % 2 ? mail : { type: 'webhook', name: `Webhook ${pick}`, trusted: pick % 3 === 0 };
  return { person: person(pick), params: { agentId: 'agt_invoice' }, body };
}

const FILES = ['/console/config.json', '/'];

const IN_TEAM = { teamId: 'tea_fuzz' };
const MEMBER = { ...IN_TEAM, personId: 'per_olivia' };
const INVITED = { name: 'New Person', role: 'guest' };
const SETTINGS = { capabilities: {}, allowedDomains: [], emailContent: false, remindAfterHours: null };

/** As the example has it; who changes it second is told to look again. */
const stockChange = {
  ...{ name: 'Stock reporter', instructions: 'Report.', model: { provider: 'default' }, teamId: null, paused: false },
  ...{ chatPersonDecides: true, rejectReasons: ['Not now'], version: 1 },
};
const shopAccess = { access: { per_olivia: 'owner', per_miguel: 'edit' }, defaultAccess: 'none', version: 1 };

/** Every route of the stack, and what a right request to it looks like. A route that is missing here is not fuzzed: a test says so. */
export const SKETCHES: Record<string, Sketch> = {
  'POST /agents/{agentId}/withdrawal': {
    valid: () => ({ person: 'per_olivia', params: { agentId: 'agt_stock' }, body: { confirm: 'Stock reporter' } }),
    taken: [200],
    manner: 'costly',
  },
  'POST /workspace/withdrawal': {
    valid: () => ({ person: 'per_ada', body: { confirm: 'withdraw all' } }),
    taken: [200],
    manner: 'costly',
  },
  'PUT /agents/{agentId}': {
    valid: () => ({ person: 'per_ada', params: { agentId: 'agt_stock' }, body: stockChange }),
    taken: [200, 409],
    changes: ['agent', 'directory'],
  },
  'DELETE /agents/{agentId}': {
    valid: () => ({ person: 'per_ada', params: { agentId: 'agt_stock' } }),
    taken: [200, 404, 409],
    manner: 'read',
    changes: ['agent', 'directory', 'access', 'address', 'agent_trigger', 'key', 'secret', 'trigger'],
  },
  'POST /hooks/{triggerId}': { valid: delivery, taken: [202] },
  'GET /agents/{agentId}/triggers': {
    valid: (_, pick) => ({ person: person(pick), params: { agentId: 'agt_invoice' } }),
    taken: [200],
  },
  'POST /agents/{agentId}/triggers': {
    valid: newTrigger,
    taken: [201, 409],
    changes: ['address', 'agent_trigger', 'trigger', 'secret'],
  },
  'GET /triggers/{triggerId}': { valid: aTrigger, taken: [200] },
  'PUT /triggers/{triggerId}': {
    valid: (_, pick) => ({
      ...aTrigger(_, pick),
      body: { type: 'webhook', name: `Customer questions ${pick}`, trusted: true, paused: false, version: 1 },
    }),
    taken: [200, 409],
    changes: ['trigger'],
  },
  'DELETE /triggers/{triggerId}': {
    valid: () => ({ person: 'per_olivia', params: { triggerId: 'trg_shop' } }),
    taken: [200, 404],
    changes: ['agent_trigger', 'trigger', 'secret'],
  },
  'POST /triggers/{triggerId}/secret': {
    valid: (_, pick) => ({
      ...{ person: 'per_olivia', params: { triggerId: 'trg_invoices' } },
      body: pick % 2 ? { overlapHours: pick % 169 } : {},
    }),
    taken: [200],
    changes: ['secret'],
  },
  'POST /triggers/{triggerId}/test': {
    valid: (_, pick) => ({ ...aTrigger(_, pick), body: pick % 2 ? { data: { type: 'test', pick } } : {} }),
    taken: [202],
  },
  'GET /triggers/{triggerId}/runs': { valid: aTrigger, taken: [200] },
  'GET /': { valid: () => ({ person: '', path: '/' }), taken: [200] },
  'GET /console/{proxy+}': {
    valid: (_, pick) => ({ person: '', path: one(FILES, pick) }),
    taken: [200, 304],
  },
  'GET /me': member,
  'GET /notifications': member,
  'POST /notifications/read': {
    valid: (_, pick) => ({ person: person(pick), body: pick % 4 === 0 ? { all: true } : { ids: [someEntry(pick)] } }),
    taken: [200],
  },
  'PUT /me/preferences': { valid: preferences, taken: [200] },
  'GET /unsubscribe/{token}': { valid: () => ({ person: '', params: { token: UNSUBSCRIBE } }), taken: [200] },
  'POST /unsubscribe/{token}': { valid: () => ({ person: '', params: { token: UNSUBSCRIBE } }), taken: [200] },
  'GET /approvals': {
    valid: (_, pick) => ({
      person: person(pick),
      query:
        pick % 20
          ? { limit: String((pick % 5) + 1), ...(pick % 3 ? {} : { capability: 'send_email', waitsHours: '1' }) }
          : {},
    }),
    taken: [200],
  },
  'GET /approvals/{actionId}': {
    valid: ({ waiting }, pick) => ({ person: person(pick), params: { actionId: one(waiting, pick).actionId } }),
    taken: [200],
  },
  'GET /conversations/{conversationId}': {
    valid: (_, pick) => ({ person: person(pick), params: { conversationId: FIRST_CONVERSATION } }),
    taken: [200],
  },
  'GET /agents/{agentId}/conversations': {
    valid: (_, pick) => ({
      ...{ person: person(pick), params: { agentId: 'agt_invoice' } },
      query: pick % 2 ? { origin: 'background', trigger: 'webhook', limit: '3' } : { origin: 'chat' },
    }),
    taken: [200],
  },
  'POST /agents/{agentId}/conversations': {
    valid: (_, pick) => ({ person: person(pick), params: { agentId: 'agt_invoice' }, body: chatMessage(pick % 3) }),
    taken: [202],
  },
  'POST /conversations/{conversationId}/messages': {
    valid: (_, pick) => {
      const conversationId = chatId('per_olivia', 0);
      return { person: 'per_olivia', params: { conversationId }, body: chatMessage(pick) };
    },
    // 404 until that chat was started.
    taken: [202, 404],
  },
  'GET /agents/{agentId}/activity': {
    valid: (_, pick) => ({ person: person(pick), params: { agentId: 'agt_invoice' }, query: olderThan(pick) }),
    taken: [200],
  },
  'GET /activity': { valid: (_, pick) => ({ person: person(pick), query: olderThan(pick) }), taken: [200] },
  'GET /activity/numbers': {
    valid: (_, pick) => ({
      person: person(pick),
      query: { days: '7', ...(pick % 2 ? { agentId: 'agt_invoice' } : {}) },
    }),
    taken: [200],
  },
  'POST /approvals/{actionId}/decision': { valid: decision, taken: [200, 409], aims: 30 },
  'POST /approvals/{actionId}/resolution': { valid: resolution, taken: [200, 409], aims: 30 },
  'POST /agents/{agentId}/hold': {
    valid: (_, pick) => ({ person: person(pick), params: { agentId: 'agt_invoice' }, body: { hold: pick % 2 === 0 } }),
    taken: [200],
  },
  'GET /approvals/{actionId}/audit': {
    valid: ({ waiting }, pick) => ({ person: person(pick), params: { actionId: one(waiting, pick).actionId } }),
    taken: [200],
  },
  'GET /audit': { valid: () => ({ person: 'per_ada', query: { month: '2026-12' } }), taken: [200] },
  'GET /people': member,
  'GET /teams': member,
  'GET /teams/{teamId}': { valid: () => ({ person: 'per_ada', params: IN_TEAM }), taken: [200] },
  'GET /workspace/settings': { valid: () => ({ person: 'per_ada' }), taken: [200] },
  'POST /people': {
    valid: (_, pick) => ({ person: 'per_ada', body: { ...INVITED, email: `person${pick}@acme.example` } }),
    taken: [201, 409],
    changes: ['person', 'directory', 'admins'],
  },
  'PUT /people/{personId}': {
    valid: () => ({ person: 'per_ada', params: { personId: 'per_miguel' }, body: { role: 'member' } }),
    taken: [200, 409],
    changes: ['person', 'directory', 'admins'],
  },
  'DELETE /people/{personId}': {
    valid: () => ({ person: 'per_ada', params: { personId: 'per_leaves' } }),
    taken: [200, 404, 409],
    changes: ['person', 'directory', 'admins'],
  },
  'POST /workspace': { valid: () => ({ person: 'per_ada', body: { name: 'Ada' } }), taken: [409] },
  'POST /teams': {
    valid: (_, pick) => ({ person: 'per_ada', body: { name: `Team ${pick}` } }),
    taken: [201, 409],
    changes: ['team', 'directory'],
  },
  'PUT /teams/{teamId}': {
    valid: (_, pick) => ({ person: 'per_ada', params: IN_TEAM, body: { name: `Team ${pick}` } }),
    taken: [200],
    changes: ['team', 'directory'],
  },
  'PUT /teams/{teamId}/members/{personId}': {
    valid: () => ({ person: 'per_ada', params: MEMBER, body: { role: 'member' } }),
    taken: [200, 409],
    changes: ['team', 'person', 'member'],
  },
  'DELETE /teams/{teamId}/members/{personId}': {
    valid: () => ({ person: 'per_ada', params: MEMBER }),
    taken: [200, 404],
    changes: ['team', 'person', 'member'],
  },
  'PUT /teams/{teamId}/capabilities': {
    valid: () => ({
      ...{ person: 'per_ada', params: IN_TEAM },
      body: { capabilities: { send_sms: 'on' }, settingsVersion: 1 },
    }),
    taken: [200, 409],
    changes: ['settings'],
  },
  'PUT /workspace/settings': {
    valid: (_, pick) => ({ person: 'per_ada', body: { ...SETTINGS, version: 1 + (pick % 2) } }),
    taken: [200, 409],
    changes: ['settings'],
  },
  'DELETE /teams/{teamId}': {
    valid: () => ({ person: 'per_ada', params: { teamId: 'tea_gone' } }),
    taken: [200, 404, 409],
    changes: ['team', 'directory', 'person', 'member'],
  },
  'GET /agents': member,
  'GET /agents/{agentId}': {
    valid: (_, pick) => ({ person: person(pick), params: { agentId: 'agt_invoice' } }),
    taken: [200],
  },
  'POST /agents': {
    valid: (_, pick) => ({ person: person(pick), body: { name: `Agent ${pick}`, instructions: 'Help.' } }),
    taken: [201, 409],
    changes: ['agent', 'directory', 'access'],
  },
  'PUT /agents/{agentId}/access': {
    valid: () => ({ person: 'per_ada', params: { agentId: 'agt_shop' }, body: shopAccess }),
    taken: [200, 409],
    changes: ['agent', 'directory', 'access'],
  },
  'GET /agents/{agentId}/capabilities': ofAgent(() => ({})),
  'GET /agents/{agentId}/versions': ofAgent((pick) => ({ query: pick % 2 ? { limit: '3' } : {} })),
  'GET /agents/{agentId}/suggestions': ofAgent(() => ({})),
  'PUT /agents/{agentId}/capabilities/{capability}': ofAgent(
    (pick) => ({
      person: 'per_ada',
      params: { agentId: 'agt_shop', capability: 'send_sms' },
      body: { version: 1 + (pick % 2), settings: NEW_AGENT_PHONE },
    }),
    [200, 409],
  ),
  'PUT /agents/{agentId}/tools/{tool}': ofAgent(
    (pick) => {
      const { name, ...settings } = aTool();
      return { params: { tool: `${name}_${pick % 2}` }, body: { version: 1 + ((pick >> 1) % 2), settings } };
    },
    [200, 409],
  ),
  'DELETE /agents/{agentId}/tools/{tool}': ofAgent(
    (pick) => ({ params: { tool: `refund_${pick % 2}` }, query: { version: String(2 + ((pick >> 1) % 2)) } }),
    [200, 404, 409],
  ),
  'POST /agents/{agentId}/capabilities/{capability}/try': ofAgent((pick) => {
    const draft = pick % 2 ? { settings: NEW_AGENT_EMAIL } : {};
    return { params: { capability: 'send_email' }, body: { action: ASKED_FOR.send_email, ...draft } };
  }),
  'POST /agents/{agentId}/capabilities/{capability}/replay': ofAgent((pick) => {
    return { params: { capability: 'send_email' }, body: { settings: NEW_AGENT_EMAIL, last: 1 + (pick % 3) } };
  }),
  'POST /workspace/hold': {
    valid: (_, pick) => ({ person: 'per_ada', body: { hold: pick % 2 === 0 } }),
    taken: [200],
  },
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
  'POST /agents/{agentId}/actions': { valid: asked, taken: [200, 202], aims: 1 },
  'GET /actions/{actionId}': {
    valid: ({ waiting }, pick) => ({ ...byKey, params: { actionId: one(waiting, pick).actionId } }),
    taken: [200],
  },
  'POST /mcp': { valid: mcp, taken: [200, 202], refusedBy: 'json-rpc' },
};
