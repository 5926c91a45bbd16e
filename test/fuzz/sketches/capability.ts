import { NEW_AGENT_EMAIL } from '../../../shared/guardrail/guardrail.ts';
import { NEW_AGENT_PHONE } from '../../../shared/guardrail/phone-settings.ts';
import { ASKED_FOR, aTool } from '../../support/builders.ts';
import { ofAgent, type Sketches } from './sketch.ts';

export const CAPABILITY_SKETCHES: Sketches = {
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
};
