import { one, person, type Sketches, type Targets, type ValidRequest } from './sketch.ts';

const VERDICTS = ['approve', 'reject', 'withdraw', 'approve'] as const;

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

/** Most pages are short: a long one takes thirty times as long, and says no more of the request. */
const olderThan = (pick: number): Record<string, string> =>
  pick % 20 ? { limit: '5' } : { before: '2099-01-01T00:00:00.000Z', limit: '100' };

export const APPROVAL_SKETCHES: Sketches = {
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
  'POST /approvals/{actionId}/decision': { valid: decision, taken: [200, 409], aims: { waiting: 30 } },
  'POST /approvals/{actionId}/resolution': { valid: resolution, taken: [200, 409], aims: { uncertain: 30 } },
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
  'POST /agents/{agentId}/hold': {
    valid: (_, pick) => ({ person: person(pick), params: { agentId: 'agt_invoice' }, body: { hold: pick % 2 === 0 } }),
    taken: [200],
  },
  'POST /workspace/hold': {
    valid: (_, pick) => ({ person: 'per_ada', body: { hold: pick % 2 === 0 } }),
    taken: [200],
  },
  'GET /approvals/{actionId}/audit': {
    valid: ({ waiting }, pick) => ({ person: person(pick), params: { actionId: one(waiting, pick).actionId } }),
    taken: [200],
  },
  'GET /audit': { valid: () => ({ person: 'per_ada', query: { month: '2026-12' } }), taken: [200] },
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
};
