import type { AgentSettings } from '#shared/agent/agent.ts';
import type { Rule } from '#shared/agent/rule-model.ts';
import type { ExampleOptions } from './example-workspace.ts';

/** For everybody to chat with: it emails whom they name, asks them before it writes to anybody outside, and knows no more. */
export function frontDesk({ ownerId, domain }: ExampleOptions): AgentSettings {
  return {
    ...{ kind: 'agent', agentId: 'agt_desk', name: 'Front desk', version: 1, defaultAccess: 'use', hold: false },
    instructions: 'You send short emails for the people who chat with you.',
    access: { [ownerId]: 'owner' },
    capabilities: {
      send_email: {
        enabled: true,
        guardrail: { restrict: true, allowList: [domain], inside: 'allow', outside: 'ask' },
        notifyAgentDefault: true,
        approversNeeded: 1,
      },
      tools: [],
    },
    model: { provider: 'rules', rules },
  };
}

const rules: Rule[] = [
  {
    ...{ on: 'chat', match: {}, hears: 'email {{to}} that {{what}}', say: 'I email {{chat.to}}.' },
    call: {
      tool: 'send_email',
      input: {
        to: ['{{chat.to}}'],
        subject: 'A message from Acme',
        text: 'Hello,\n\n{{chat.what}}\n\nKind regards\nAcme',
      },
    },
  },
  {
    ...{ on: 'chat', match: {} },
    say: 'I am a few rules and no language model. Try: email dana@customer.example that her parcel is on its way',
  },
  { on: 'tool', match: { outcome: 'pending_approval' }, say: 'You have to approve this first, so I wait.' },
  { on: 'tool', match: { outcome: 'executed' }, say: 'It is sent.' },
  { on: 'tool', match: { outcome: 'blocked' }, say: 'A rule forbids this, so I leave it.' },
  { on: 'tool', match: { outcome: 'failed' }, say: 'That did not work: {{tool.message}}' },
  { on: 'tool', match: { outcome: 'uncertain' }, say: 'I do not repeat it, and wait to hear how it ended.' },
  { on: 'outcome', match: { outcome: 'executed' }, say: 'It is sent. What else?' },
  { on: 'outcome', match: { outcome: 'rejected' }, say: 'I leave it, then. {{outcome.note}}' },
  { on: 'outcome', match: {}, say: '{{outcome.message}}' },
];
