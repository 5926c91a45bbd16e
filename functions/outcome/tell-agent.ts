import { readAction } from '#shared/action/action-table.ts';
import { type ToldOutcome, toldOutcome } from '#shared/action/told-outcome.ts';
import type { IncomingMessage } from '#shared/agent/conversation.ts';
import { addIncoming } from '#shared/agent/message-table.ts';
import { isToBeTold, toldFence } from '#shared/agent/told.ts';
import { isElsewhere } from '#shared/elsewhere/elsewhere.ts';
import type { LedgerRow, RowKey } from '#shared/ledger/ledger.ts';
import { readRow } from '#shared/ledger/ledger-table.ts';
import { log } from '#shared/log.ts';
import type { Tables } from '#shared/tables.ts';

export type TellDeps = { tables: Tables; now: () => Date };

/**
 * Tells an agent what became of an action, once for each state, by a message in its conversation that lets it go on. Of
 * what a person decided: always in chat, otherwise if the person ticked "notify agent". Of what the guardrail allowed:
 * if the tool result left open how it ends. An agent built elsewhere has no conversation here: it is called back.
 */
export async function tellAgent({ tables, now }: TellDeps, key: RowKey): Promise<void> {
  const row = await readRow(tables, key);
  if (!row || isElsewhere(row.conversationId) || !(await isToBeTold(tables, row))) return;
  const { conversationId, actionId, round, state } = row;
  const outcome = await toldOutcome(tables, row, await readAction(tables, actionId));
  // The fence is what makes a delivery that stream, bus or sweep repeats say nothing twice.
  const added = await addIncoming(tables, conversationId, toMessage(row, outcome), toldFence(row), now());
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
function toMessage(row: LedgerRow, outcome: ToldOutcome): IncomingMessage {
  const said = row.state === 'declined' ? '' : SAID[row.stopped?.verdict ?? row.verdict];
  const edited = outcome.changed ? ' It was changed before it was approved; do not retry the original.' : '';
  return { source: 'outcome', text: `${said}${outcome.message}${edited}`, data: JSON.stringify(outcome) };
}
