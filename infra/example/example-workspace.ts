import type { AgentSettings } from '#shared/agent/agent.ts';
import type { StoredFile } from '#shared/files/stored-file.ts';
import type { Person } from '#shared/people/person.ts';
import { sendsPrices } from './price-list.ts';

/** Who is in the example, and who of them answers for its agents. */
export type ExampleOptions = {
  people: Person[];
  ownerId: string;
  /** May change the first agent and decide on its actions. */
  editorId?: string;
  /** Domain of the colleagues that agents may write to without asking. */
  domain: string;
  /** Sent by the first agent to whoever asks for prices, where it is stored. */
  priceList?: StoredFile;
};

/** The example on one machine. Olivia turned emails on, the others left them off. */
export const LOCAL_EXAMPLE: ExampleOptions = {
  people: [
    person('per_olivia', 'Olivia Owner', 'olivia@acme.example', 'member', true),
    person('per_miguel', 'Miguel Editor', 'miguel@acme.example', 'member', false),
    person('per_ada', 'Ada Admin', 'ada@acme.example', 'admin', false),
  ],
  ...{ ownerId: 'per_olivia', editorId: 'per_miguel', domain: 'acme.example' },
};

function person(personId: string, name: string, email: string, role: Person['role'], emailNotices: boolean): Person {
  return { kind: 'person', personId, name, email, role, teams: {}, emailNotices, mutedAgents: [] };
}

/** Answers customers about invoices. Writes to colleagues by itself, and to anybody else after asking. */
export function invoiceHelper({ ownerId, editorId, domain, priceList }: ExampleOptions): AgentSettings {
  return {
    ...{
      kind: 'agent',
      agentId: 'agt_invoice',
      name: 'Invoice helper',
      version: 1,
      defaultAccess: 'none',
      hold: false,
    },
    instructions: 'You answer customers who ask about an invoice, then leave a note for the records.',
    access: { ...(editorId ? { [editorId]: 'edit' as const } : {}), [ownerId]: 'owner' },
    capabilities: {
      send_email: {
        enabled: true,
        guardrail: { restrict: true, allowList: [domain], inside: 'allow', outside: 'ask' },
        notifyAgentDefault: false,
        approversNeeded: 1,
      },
      tools: [],
    },
    model: {
      provider: 'rules',
      rules: [
        {
          ...{ on: 'webhook', match: { type: 'invoice.question' }, say: 'I answer {{webhook.customer.name}}.' },
          call: {
            tool: 'send_email',
            input: {
              to: ['{{webhook.customer.email}}'],
              subject: 'Your question about invoice {{webhook.invoice}}',
              text: 'Hello {{webhook.customer.name}},\n\nthank you for asking about invoice {{webhook.invoice}}. It is due in 30 days, and you can pay it by bank transfer.\n\nKind regards\nAcme invoices',
            },
          },
        },
        {
          ...{ on: 'email', match: {}, say: 'I answer {{email.from}}.' },
          call: {
            tool: 'send_email',
            input: {
              to: ['{{email.from}}'],
              subject: 'Re: {{email.subject}}',
              text: 'Hello,\n\nthank you for your mail. We look into it and come back to you.\n\nKind regards\nAcme invoices',
              inReplyTo: '{{email.messageId}}',
              references: ['{{email.messageId}}'],
            },
          },
        },
        ...(priceList ? [sendsPrices(priceList)] : []),
        { on: 'tool', match: { outcome: 'pending_approval' }, say: 'A person has to approve this, so I wait.' },
        { on: 'tool', match: { outcome: 'executed' }, say: 'Done.' },
        { on: 'tool', match: { outcome: 'blocked' }, say: 'A rule forbids this, so I leave it.' },
        { on: 'tool', match: { outcome: 'uncertain' }, say: 'I do not repeat it, and wait to hear how it ended.' },
        {
          ...{
            on: 'outcome',
            match: { outcome: 'executed', decision: 'approve' },
            say: 'The customer has an answer; I note it.',
          },
          call: {
            tool: 'send_email',
            input: {
              to: [`records@${domain}`],
              subject: 'Answered: invoice {{webhook.invoice}}',
              text: '{{webhook.customer.name}} asked about invoice {{webhook.invoice}} and has an answer.',
            },
          },
        },
        // The late end of the note itself.
        { on: 'outcome', match: { decision: 'allow' }, say: 'I know.' },
        { on: 'outcome', match: { outcome: 'rejected' }, say: 'A person rejected it, so I leave it.' },
      ],
    },
  };
}

/** Reports to colleagues only: whatever is outside its list is blocked. */
export function stockReporter({ ownerId, domain }: ExampleOptions): AgentSettings {
  return {
    ...{ kind: 'agent', agentId: 'agt_stock', name: 'Stock reporter', version: 1, defaultAccess: 'none', hold: false },
    instructions: 'You report low stock to whoever the message names.',
    access: { [ownerId]: 'owner' },
    capabilities: {
      send_email: {
        enabled: true,
        guardrail: { restrict: true, allowList: [domain], inside: 'allow', outside: 'block' },
        notifyAgentDefault: false,
        approversNeeded: 1,
      },
      tools: [],
    },
    model: {
      provider: 'rules',
      rules: [
        {
          ...{ on: 'webhook', match: { type: 'stock.low' }, say: 'I report it.' },
          call: {
            tool: 'send_email',
            input: {
              to: ['{{webhook.reportTo}}'],
              subject: 'Low stock: {{webhook.item}}',
              text: 'Only {{webhook.left}} of {{webhook.item}} are left.',
            },
          },
        },
        { on: 'tool', match: { outcome: 'blocked' }, say: 'A rule forbids this, so I leave it.' },
        { on: 'tool', match: { outcome: 'executed' }, say: 'Reported.' },
      ],
    },
  };
}
