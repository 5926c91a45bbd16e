import type { WebhookTrigger } from '#shared/trigger/trigger.ts';

/** A webhook for each agent of the example. */
export const EXAMPLE_TRIGGERS: WebhookTrigger[] = [
  {
    kind: 'trigger',
    triggerId: 'trg_invoices',
    agentId: 'agt_invoice',
    name: 'Customer questions',
    type: 'webhook',
    trusted: true,
  },
  {
    kind: 'trigger',
    triggerId: 'trg_stock',
    agentId: 'agt_stock',
    name: 'Stock levels',
    type: 'webhook',
    trusted: true,
  },
  {
    kind: 'trigger',
    triggerId: 'trg_shop',
    agentId: 'agt_shop',
    name: 'Shop orders',
    type: 'webhook',
    trusted: true,
  },
];
