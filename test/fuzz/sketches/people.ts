import { member, type Sketches } from './sketch.ts';

const IN_TEAM = { teamId: 'tea_fuzz' };
/** Who is one when the fuzz begins. */
const MEMBER = { ...IN_TEAM, personId: 'per_olivia' };
const INVITED = { name: 'New Person', role: 'guest' };

export const PEOPLE_SKETCHES: Sketches = {
  'GET /people': member,
  'GET /teams': member,
  'GET /teams/{teamId}': { valid: () => ({ person: 'per_ada', params: IN_TEAM }), taken: [200] },
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
    valid: () => ({ person: 'per_ada', params: { ...IN_TEAM, personId: 'per_miguel' }, body: { role: 'member' } }),
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
  'DELETE /teams/{teamId}': {
    valid: () => ({ person: 'per_ada', params: { teamId: 'tea_gone' } }),
    taken: [200, 404, 409],
    changes: ['team', 'directory', 'person', 'member'],
  },
};
