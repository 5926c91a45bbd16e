import type { Agent, AgentSettings } from '#shared/agent/agent.ts';
import type { Rule } from '#shared/agent/rule-model.ts';
import type { ExampleOptions } from './example-workspace.ts';

/** Refunds orders, books couriers, and texts and calls customers; it asks before each. */
export function shopDesk({ ownerId }: ExampleOptions): AgentSettings {
  return {
    ...{ kind: 'agent', agentId: 'agt_shop', name: 'Shop desk', version: 1, defaultAccess: 'none', hold: false },
    instructions: 'You refund orders that came back, have heavy ones driven, and tell customers when theirs is ready.',
    access: { [ownerId]: 'owner' },
    capabilities: {
      send_sms: { enabled: true, guardrail: { restrict: false, askAlways: true }, ...approvals },
      make_call: { enabled: true, guardrail: { restrict: false, askAlways: true }, ...approvals },
      http_request: {
        enabled: true,
        guardrail: { restrict: false, requireApproval: true },
        // The shop knows a repeated key for a day: where a reply was lost, it is asked again.
        endpoints: [
          { host: 'shop.example', ports: [], idempotency: { header: 'Idempotency-Key', keyLifeSeconds: DAY } },
        ],
        secrets: { SHOP: { hosts: ['shop.example'] } },
        ...approvals,
      },
      tools: [bookCourier],
    },
    model: { provider: 'rules', rules },
  };
}

const DAY = 24 * 60 * 60;

const approvals = { notifyAgentDefault: true, approversNeeded: 1 } as const;

const bookCourier: Agent['capabilities']['tools'][number] = {
  enabled: true,
  name: 'book_courier',
  description: 'Has an order driven to the customer today.',
  inputSchema: {
    type: 'object',
    properties: { order: { type: 'string' } },
    required: ['order'],
    additionalProperties: false,
  },
  target: { kind: 'https', url: 'https://tools.example/courier', secretName: 'TOOLS' },
  requireApproval: true,
  idempotent: { keyLifeSeconds: DAY },
  ...approvals,
};

const rules: Rule[] = [
  {
    ...{ on: 'webhook', match: { type: 'order.returned' }, say: 'I ask for the refund of {{webhook.order}}.' },
    call: {
      tool: 'http_request',
      input: {
        method: 'POST',
        url: 'https://shop.example/refunds',
        headers: { Authorization: '{{secret:SHOP}}' },
        json: { order: '{{webhook.order}}', amount: '{{webhook.amount}}' },
      },
    },
  },
  {
    ...{ on: 'webhook', match: { type: 'order.heavy' }, say: 'I have {{webhook.order}} driven.' },
    call: { tool: 'book_courier', input: { order: '{{webhook.order}}' } },
  },
  {
    ...{ on: 'webhook', match: { type: 'order.ready' }, say: 'I text {{webhook.customer.name}}.' },
    call: {
      tool: 'send_sms',
      input: {
        to: '{{webhook.customer.phone}}',
        text: 'Hello {{webhook.customer.name}}, your order {{webhook.order}} is ready. Kind regards, Acme',
      },
    },
  },
  {
    ...{ on: 'webhook', match: { type: 'order.forgotten' }, say: 'I call {{webhook.customer.name}}.' },
    call: {
      tool: 'make_call',
      input: {
        to: '{{webhook.customer.phone}}',
        text: 'Hello {{webhook.customer.name}}. Your order {{webhook.order}} has waited for a week. Goodbye.',
        voiceId: 'AMY',
      },
    },
  },
  { on: 'tool', match: { outcome: 'pending_approval' }, say: 'A person has to approve this, so I wait.' },
  { on: 'outcome', match: { outcome: 'executed' }, say: 'Done.' },
  { on: 'outcome', match: { outcome: 'rejected' }, say: 'A person rejected it, so I leave it.' },
];
