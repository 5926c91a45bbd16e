import type { Action } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { publishEvents } from '#shared/events/bus.ts';
import { startExecutor } from '#shared/execution/invoke-executor.ts';
import { guardrailKey } from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import type { IsHeld, SweepDeps } from './sweep-deps.ts';
import { sweepQuestion } from './sweep-question.ts';

/** An action that nobody was seen to run, or to tell people of; a conversation that nobody answered; an email that is due. */
export async function sweepWork(deps: SweepDeps, pk: string, isHeld: IsHeld): Promise<void> {
  const [what, id = ''] = pk.split('#');
  // What an email has to say waits for the end of somebody's five minutes, which is now.
  if (what === 'MAIL') return publishEvents(deps.bus, [{ name: 'notices.due.v1', detail: { personId: id } }]);
  return what === 'ACTION' ? sweepAction(deps, id, isHeld) : sweepUnanswered(deps, id);
}

async function sweepAction(deps: SweepDeps, actionId: string, isHeld: IsHeld): Promise<void> {
  const action = await readAction(deps.tables, actionId);
  if (!action?.dueAt) return;
  return action.state === 'pending' ? sweepQuestion(deps, action) : sweepAllowed(deps, action, isHeld);
}

async function sweepAllowed({ tables, executors, now }: SweepDeps, action: Action, isHeld: IsHeld): Promise<void> {
  const { actionId } = action;
  const rows = await readRows(tables, actionId);
  // With a row, the ledger has it and its own list finds it; the action only has to show so.
  if (rows.length > 0) return projectAction(tables, action, now(), rows);
  if (await isHeld(action.agentId)) return;
  await startExecutor(executors, action.capability, guardrailKey(actionId));
}

async function sweepUnanswered({ tables, bus, now }: SweepDeps, conversationId: string): Promise<void> {
  const conversation = await readConversation(tables, conversationId);
  if (!conversation?.dueAt || Date.parse(conversation.dueAt) > now().getTime()) return;
  const { agentId } = conversation;
  await publishEvents(bus, [{ name: 'agent.triggered.v1', detail: { conversationId, agentId } }]);
}
