import { agentOutcome } from '#shared/action/outcome.ts';
import type { IncomingMessage } from '#shared/agent/conversation.ts';
import { conversationKey } from '#shared/agent/conversation-table.ts';
import { addIncoming } from '#shared/agent/message-table.ts';
import { fold } from '#shared/ledger/fold.ts';
import { isSettled, type LedgerRow, type RowKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import { log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';

export type TellDeps = { tables: Tables; now: () => Date };

/**
 * Tells an agent what became of an action that a person decided on, once, by a message in its conversation that lets
 * it go on: always in chat, otherwise if the person ticked "notify agent". Of what the guardrail allowed, the agent
 * already had the result.
 */
export async function tellAgent({ tables, now }: TellDeps, key: RowKey): Promise<void> {
  const row = await readRow(tables, key);
  if (!row || row.verdict === 'allow' || !row.notifyAgent || !isSettled(row)) return;
  const { conversationId, actionId, round, state } = row;
  // One message for each state a round ends in: a delivery repeated by stream or bus says nothing twice.
  const fence = { pk: conversationKey(conversationId).pk, sk: `TOLD#${actionId}#${round}#${state}`, kind: 'told' };
  const added = await addIncoming(tables, conversationId, toMessage(row), fence, now());
  log.info(added ? 'agent told' : 'agent was told before', { actionId, round, state, conversationId });
}

/** What comes before the outcome's own sentence, which for a rejection says all. */
const SAID = { approve: 'A person approved what you asked for. ', reject: '' } as const;

function toMessage(row: LedgerRow & { verdict: 'approve' | 'reject' }): IncomingMessage {
  const state = fold([row])?.state ?? 'uncertain';
  const outcome = agentOutcome(row.actionId, state, 'outcome' in row ? row.outcome.code : undefined);
  return {
    source: 'outcome',
    text: `${SAID[row.verdict]}${outcome.message}`,
    data: JSON.stringify({ ...outcome, capability: row.capability, ...(row.note ? { note: row.note } : {}) }),
  };
}
