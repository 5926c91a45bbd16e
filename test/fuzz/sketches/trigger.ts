import { person, type Sketches, type Targets, type ValidRequest } from './sketch.ts';

function delivery(_: Targets, pick: number): ValidRequest {
  const body = { type: 'invoice.question', customer: { name: 'Dana', email: 'dana@customer.example' }, invoice: pick };
  return { person: '', params: { triggerId: 'trg_invoices' }, body };
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

export const TRIGGER_SKETCHES: Sketches = {
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
};
