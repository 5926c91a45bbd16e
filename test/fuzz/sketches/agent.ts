import { member, person, type Sketches } from './sketch.ts';

/** As the example has it; who changes it second is told to look again. */
const stockChange = {
  ...{ name: 'Stock reporter', instructions: 'Report.', model: { provider: 'default' }, teamId: null, paused: false },
  ...{ chatPersonDecides: true, rejectReasons: ['Not now'], version: 1 },
};
const shopAccess = { access: { per_olivia: 'owner', per_miguel: 'edit' }, defaultAccess: 'none', version: 1 };

export const AGENT_SKETCHES: Sketches = {
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
  'PUT /agents/{agentId}/access': {
    valid: () => ({ person: 'per_ada', params: { agentId: 'agt_shop' }, body: shopAccess }),
    taken: [200, 409],
    changes: ['agent', 'directory', 'access'],
  },
};
