import type { Sketches } from './sketch.ts';

const SETTINGS = { capabilities: {}, allowedDomains: [], emailContent: false, remindAfterHours: null };

export const WORKSPACE_SKETCHES: Sketches = {
  'POST /workspace': { valid: () => ({ person: 'per_ada', body: { name: 'Ada' } }), taken: [409] },
  'GET /workspace/settings': { valid: () => ({ person: 'per_ada' }), taken: [200] },
  'PUT /workspace/settings': {
    valid: (_, pick) => ({ person: 'per_ada', body: { ...SETTINGS, version: 1 + (pick % 2) } }),
    taken: [200, 409],
    changes: ['settings'],
  },
};
