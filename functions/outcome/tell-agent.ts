import { readAction } from '#shared/action/action-table.ts';
import { type Difference, editedDifference } from '#shared/action/edited-difference.ts';
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

type PersonsRow = Exclude<LedgerRow, { verdict: 'allow' }>;

/**
 * Tells an agent what became of an action that a person decided on, once, by a message in its conversation that lets
 * it go on: always in chat, otherwise if the person ticked "notify agent". Of what the guardrail allowed, the agent
 * already had the result.
 */
export async function tellAgent({ tables, now }: TellDeps, key: RowKey): Promise<void> {
  const row = await readRow(tables, key);
  if (!row || row.verdict === 'allow' || !row.notifyAgent || !isSettled(row)) return;
  const { conversationId, actionId, round, state } = row;
  const action = await readAction(tables, actionId);
  // One message for each state a round ends in: a delivery repeated by stream or bus says nothing twice.
  const fence = { pk: conversationKey(conversationId).pk, sk: `TOLD#${actionId}#${round}#${state}`, kind: 'told' };
  const message = toMessage(row, action && editedDifference(action, row.hash));
  const added = await addIncoming(tables, conversationId, message, fence, now());
  log.info(added ? 'agent told' : 'agent was told before', { actionId, round, state, conversationId });
}

/** What comes before the outcome's own sentence, which says all where nothing was done. */
const SAID = { approve: 'A person approved what you asked for. ', reject: '', withdraw: '' } as const;

/** What people changed goes along as data, so that the agent neither sends the original too nor takes it for said. */
function toMessage(row: PersonsRow, changed: Difference[] | undefined): IncomingMessage {
  const state = fold([row])?.state ?? 'uncertain';
  const outcome = agentOutcome(row.actionId, state, 'outcome' in row ? row.outcome.code : undefined);
  const said = SAID[row.stopped?.verdict ?? row.verdict];
  const note = row.stopped?.note ?? row.note;
  const edited = changed ? ' It was changed before it was approved; do not retry the original.' : '';
  return {
    source: 'outcome',
    text: `${said}${outcome.message}${edited}`,
    data: JSON.stringify({
      ...outcome,
      capability: row.capability,
      ...(changed ? { edited: true, changed } : {}),
      ...(note ? { note } : {}),
    }),
  };
}
