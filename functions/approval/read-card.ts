import type { Action, ActionState } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { type Content, hashOf, openContent } from '#shared/action/content.ts';
import { readAgent } from '#shared/agent/agent-table.ts';
import type { Trigger } from '#shared/agent/conversation.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { AppError } from '#shared/errors.ts';
import type { Judgement } from '#shared/guardrail/guardrail.ts';
import { fold } from '#shared/ledger/fold.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import type { Caller } from '#shared/people/caller.ts';
import { mayDecide } from '#shared/people/person.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { Tables } from '#shared/tables.ts';

/** All that an approver is shown; `agentId`, `round` and `hash` go back with the decision. */
export type ApprovalCard = {
  actionId: string;
  agent: { agentId: string; name: string };
  capability: string;
  /** From the ledger where it has rows, not from the list. */
  state: ActionState;
  round: number;
  /** Computed from the stored content at this reading. */
  hash: string;
  /** Every field that would run; absent when it cannot be read. */
  content?: Content['input'];
  judgement: Judgement;
  origin: string;
  tainted: boolean;
  trigger?: Trigger;
  createdAt: string;
  pendingReason?: string;
  notifyAgentDefault: boolean;
  history: HistoryEntry[];
};

type HistoryEntry = {
  round: number;
  verdict: string;
  state: string;
  decidedAt: string;
  decidedBy?: string;
  note?: string;
  outcome?: string;
  providerId?: string;
};

export async function readCard(tables: Tables, by: Caller, actionId: string): Promise<ApprovalCard> {
  const [person, action, rows] = await Promise.all([
    requireMember(tables, by.personId),
    readAction(tables, actionId),
    readRows(tables, actionId),
  ]);
  if (!action) throw new AppError('NOT_FOUND');
  const [agent, conversation] = await Promise.all([
    readAgent(tables, action.agentId),
    readConversation(tables, action.conversationId),
  ]);
  if (!agent || !mayDecide(person, agent)) throw new AppError('NOT_FOUND');
  const folded = fold(rows);
  return {
    actionId,
    agent: { agentId: agent.agentId, name: agent.name },
    capability: action.capability,
    state: folded?.state ?? action.state,
    round: folded?.round ?? 1,
    hash: hashOf(action.agentId, action.capability, action.content),
    ...readableContent(action),
    judgement: action.judgement,
    origin: action.origin,
    tainted: action.tainted,
    ...(conversation ? { trigger: conversation.trigger } : {}),
    createdAt: action.createdAt,
    ...(folded?.state === 'pending' && 'outcome' in folded.row ? { pendingReason: folded.row.outcome.code } : {}),
    notifyAgentDefault: agent.capabilities[action.capability]?.notifyAgentDefault ?? false,
    history: rows.map(toEntry),
  };
}

/** Damaged content cannot be shown, so it cannot be approved; by its hash it can still be rejected. */
function readableContent({ capability, content }: Action): Pick<ApprovalCard, 'content'> {
  try {
    return { content: openContent(capability, content).input };
  } catch {
    return {};
  }
}

function toEntry(row: LedgerRow): HistoryEntry {
  const byPerson =
    row.verdict === 'allow' ? {} : { decidedBy: row.decidedByName, ...(row.note ? { note: row.note } : {}) };
  const outcome = 'outcome' in row ? { outcome: row.outcome.code } : {};
  const providerId = 'outcome' in row && row.outcome.providerId ? { providerId: row.outcome.providerId } : {};
  return {
    round: row.round,
    verdict: row.verdict,
    state: row.state,
    decidedAt: row.decidedAt,
    ...byPerson,
    ...outcome,
    ...providerId,
  };
}
