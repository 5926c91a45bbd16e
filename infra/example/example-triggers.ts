import type { EmailTrigger, WebhookTrigger } from '#shared/trigger/trigger.ts';

/** A webhook for each agent of the example. */
export const EXAMPLE_TRIGGERS: WebhookTrigger[] = [
  {
    kind: 'trigger',
    triggerId: 'trg_invoices',
    agentId: 'agt_invoice',
    name: 'Customer questions',
    type: 'webhook',
    ...{ trusted: true, paused: false, version: 1 },
  },
  {
    kind: 'trigger',
    triggerId: 'trg_stock',
    agentId: 'agt_stock',
    name: 'Stock levels',
    type: 'webhook',
    ...{ trusted: true, paused: false, version: 1 },
  },
  {
    kind: 'trigger',
    triggerId: 'trg_shop',
    agentId: 'agt_shop',
    name: 'Shop orders',
    type: 'webhook',
    ...{ trusted: true, paused: false, version: 1 },
  },
];

/** Mail to the first agent. Anybody may write, so that what it starts is not trusted: its agent asks before everything. */
export const EXAMPLE_ADDRESS: EmailTrigger = {
  ...{ kind: 'trigger', triggerId: 'trg_mail', agentId: 'agt_invoice', name: 'Mail of customers', type: 'email' },
  ...{ localPart: 'invoices', senders: 'anyone', allowUnauthenticated: false },
  ...{ trusted: false, paused: false, version: 1 },
};
