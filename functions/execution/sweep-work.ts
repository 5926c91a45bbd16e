import { readAction } from '#shared/action/action-table.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { publishEvent } from '#shared/events/bus.ts';
import { startExecutor } from '#shared/execution/invoke-executor.ts';
import { guardrailKey } from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { projectAction } from '#shared/ledger/project.ts';
import type { SweepDeps } from './sweep-deps.ts';

/** An allowed action that nobody was seen to run, or a conversation that nobody answered. */
export async function sweepWork(deps: SweepDeps, pk: string): Promise<void> {
  const [what, id = ''] = pk.split('#');
  return what === 'ACTION' ? sweepAllowed(deps, id) : sweepUnanswered(deps, id);
}

async function sweepAllowed({ tables, executors, now }: SweepDeps, actionId: string): Promise<void> {
  const action = await readAction(tables, actionId);
  if (!action?.dueAt) return;
  const rows = await readRows(tables, actionId);
  // With a row, the ledger has it and its own list finds it; the action only has to show so.
  if (rows.length > 0) return projectAction(tables, action, now(), rows);
  await startExecutor(executors, action.capability, guardrailKey(actionId));
}

async function sweepUnanswered({ tables, bus, now }: SweepDeps, conversationId: string): Promise<void> {
  const conversation = await readConversation(tables, conversationId);
  if (!conversation?.dueAt || Date.parse(conversation.dueAt) > now().getTime()) return;
  const { agentId } = conversation;
  await publishEvent(bus, { name: 'agent.triggered.v1', detail: { conversationId, agentId } });
}
