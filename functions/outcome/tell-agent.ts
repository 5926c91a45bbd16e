import { readAction } from '#shared/action/action-table.ts';
import { type Difference, editedDifference } from '#shared/action/edited-difference.ts';
import type { AgentOutcome } from '#shared/action/outcome.ts';
import { outcomeWithAnswer } from '#shared/action/outcome-with-answer.ts';
import type { IncomingMessage } from '#shared/agent/conversation.ts';
import { addIncoming } from '#shared/agent/message-table.ts';
import { isToBeTold, toldFence } from '#shared/agent/told.ts';
import type { LedgerRow, RowKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import { log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';

export type TellDeps = { tables: Tables; now: () => Date };

/**
 * Tells an agent what became of an action, once for each state, by a message in its conversation that lets it go on. Of
 * what a person decided: always in chat, otherwise if the person ticked "notify agent". Of what the guardrail allowed:
 * if the tool result left open how it ends.
 */
export async function tellAgent({ tables, now }: TellDeps, key: RowKey): Promise<void> {
  const row = await readRow(tables, key);
  if (!row || !(await isToBeTold(tables, row))) return;
  const { conversationId, actionId, round, state } = row;
  const action = await readAction(tables, actionId);
  const outcome = await outcomeWithAnswer(tables, row);
  const message = toMessage(row, outcome, action && editedDifference(action, row.hash));
  // The fence is what makes a delivery that stream, bus or sweep repeats say nothing twice.
  const added = await addIncoming(tables, conversationId, message, toldFence(row), now());
  log.info(added ? 'agent told' : 'agent was told before', { actionId, round, state, conversationId });
}

/** What comes before the outcome's own sentence, which says all where nothing was done. */
const SAID = {
  approve: 'A person approved what you asked for. ',
  allow: 'What you asked for before has ended. ',
  reject: '',
  withdraw: '',
} as const;

/** What people changed goes along as data, so that the agent neither sends the original too nor takes it for said. */
function toMessage(row: LedgerRow, outcome: AgentOutcome, changed: Difference[] | undefined): IncomingMessage {
  const decision = row.stopped?.verdict ?? row.verdict;
  const said = row.state === 'declined' ? '' : SAID[decision];
  const note = row.stopped?.note ?? ('note' in row ? row.note : undefined);
  const edited = changed ? ' It was changed before it was approved; do not retry the original.' : '';
  return {
    source: 'outcome',
    text: `${said}${outcome.message}${edited}`,
    data: JSON.stringify({
      ...outcome,
      capability: row.capability,
      // So that a rule can tell an answer of people from the late end of what ran without them.
      decision,
      ...(changed ? { edited: true, changed } : {}),
      ...(note ? { note } : {}),
    }),
  };
}
