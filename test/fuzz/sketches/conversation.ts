import { FIRST_CHAT, FIRST_CONVERSATION } from '../fill-world.ts';
import { person, type Sketches } from './sketch.ts';

function chatMessage(pick: number) {
  const messageId = `msg_fuzz${String(pick).padStart(8, '0')}`;
  return { text: pick % 2 ? 'Email dana@customer.example that it is due.' : 'Hej 😀', messageId };
}

export const CONVERSATION_SKETCHES: Sketches = {
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
    valid: (_, pick) => ({
      ...{ person: 'per_olivia', params: { conversationId: FIRST_CHAT }, body: chatMessage(pick) },
    }),
    taken: [202],
  },
};
