import { readMessages, startConversation } from '../../shared/agent/message-table.ts';
import type { Tables } from '../../shared/tables.ts';
import { START } from './workspace.ts';

/** The conversation that actions of a workspace under test are asked for in. */
export async function beginConversation(tables: Tables, conversationId = 'cnv_1'): Promise<void> {
  const about = { conversationId, agentId: 'agt_invoice', origin: 'background' as const, tainted: false };
  const trigger = { kind: 'webhook' as const, triggerId: 'trg_invoices', name: 'Customer questions' };
  const first = { source: 'webhook' as const, text: 'The webhook brought this:', data: '{}' };
  const fence = { pk: `DELIVERY#${conversationId}`, sk: 'DELIVERY' };
  await startConversation(tables, { ...about, trigger, createdAt: START.toISOString() }, first, fence);
}

/** What messages told an agent of an action, in order. */
export async function toldOf(tables: Tables, actionId: string, conversationId = 'cnv_1') {
  const messages = await readMessages(tables, conversationId);
  return messages
    .filter(({ source }) => source === 'outcome')
    .map(({ text, data = '{}' }) => ({ text, data: JSON.parse(data) }))
    .filter(({ data }) => data.actionId === actionId);
}
