import type { Action, ActionState } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import type { Answer } from '#shared/action/answer.ts';
import { readAnswer } from '#shared/action/answer-table.ts';
import { type Content, hashOf, openContent } from '#shared/action/content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { readAnyAgent } from '#shared/agent/agent-table.ts';
import { approvalSettingsOf } from '#shared/agent/approval-settings-of.ts';
import type { Trigger } from '#shared/agent/conversation.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { peopleNeeded } from '#shared/approval/decision-settings.ts';
import { rejectReasonsOf } from '#shared/approval/reject-reasons.ts';
import { AppError } from '#shared/errors.ts';
import type { Judgement } from '#shared/guardrail/guardrail.ts';
import { fold, mayHaveHappened } from '#shared/ledger/fold.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { log } from '#shared/log.ts';
import { mayDecide, mayDecideOn, maySee } from '#shared/people/access.ts';
import type { Caller } from '#shared/people/caller.ts';
import type { Person } from '#shared/people/person.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { Tables } from '#shared/tables.ts';
import { readAgentSays } from './agent-says.ts';
import { type HistoryEntry, toHistoryEntry } from './history-entry.ts';
import { type RecipientHistory, readRecipientHistory } from './recipient-history.ts';

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
  /** Where the agent asked: what led to it is read there. */
  conversationId: string;
  toolCallId: string;
  tainted: boolean;
  /** Whose chat it was asked for in. */
  chatPersonId?: string;
  /** Whether you may decide: in your own chat you may see what you may not decide, where the agent's settings say so. */
  mayDecide: boolean;
  trigger?: Trigger;
  /** The agent's own words as it asked: not verified, and not what would be done. */
  agentSays?: string;
  /** What the agent had to do with each recipient before, among its last 100 actions. */
  recipientHistory: RecipientHistory[];
  createdAt: string;
  pendingReason?: string;
  notifyAgentDefault: boolean;
  /** What the agent asked for, where a person has edited it, and who did. */
  proposed?: Content['input'] | undefined;
  editedBy?: string;
  /** How many people must approve, and who did already. */
  approversNeeded: number;
  approvedBy?: string;
  /** Goes back with "send again". */
  highestRound: number;
  /** An earlier round may have been carried out: approving may do it a second time. */
  mayArriveTwice: boolean;
  /** For who rejects it: one tap instead of typing. */
  rejectReasons: readonly string[];
  /** What its settings ask of who lets it run: a fresh sign-in; that it is not who asked for it in a chat. */
  stepUp: boolean;
  requesterMayNotDecide: boolean;
  history: HistoryEntry[];
  /** What came back from outside, of the round that the state is of. */
  answer?: Answer;
};

export async function readCard(tables: Tables, by: Caller, actionId: string): Promise<ApprovalCard> {
  const [person, action, rows] = await Promise.all([
    requireMember(tables, by.personId),
    readAction(tables, actionId),
    readRows(tables, actionId),
  ]);
  if (!action) throw new AppError('NOT_FOUND');
  const [agent, conversation] = await Promise.all([
    readAnyAgent(tables, action.agentId),
    readConversation(tables, action.conversationId),
  ]);
  if (!agent || !maySee(person, agent, action)) throw new AppError('NOT_FOUND');
  if (!isNamed(person, agent)) log.info('content read by an admin', { actionId, personId: person.personId });
  const folded = fold(rows);
  const settings = approvalSettingsOf(agent, action);
  const decides = mayDecideOn(person, agent, action);
  const [answer, agentSays, recipientHistory] = await Promise.all([
    folded && readAnswer(tables, folded.row),
    readAgentSays(tables, action),
    // What other people had done for them is for those who decide for the agent.
    mayDecide(person, agent) ? readRecipientHistory(tables, action) : [],
  ]);
  return {
    actionId,
    agent: { agentId: agent.agentId, name: agent.name },
    capability: action.capability,
    state: folded?.state ?? action.state,
    round: folded?.round ?? 1,
    hash: hashOf(action.agentId, action.capability, action.content),
    ...readableContent(action),
    judgement: action.judgement,
    ...{ origin: action.origin, conversationId: action.conversationId, toolCallId: action.toolCallId },
    tainted: action.tainted,
    ...(action.chatPersonId ? { chatPersonId: action.chatPersonId } : {}),
    mayDecide: decides,
    ...(agentSays ? { agentSays } : {}),
    recipientHistory,
    ...(conversation ? { trigger: conversation.trigger } : {}),
    createdAt: action.createdAt,
    ...(folded?.state === 'pending' && 'outcome' in folded.row ? { pendingReason: folded.row.outcome.code } : {}),
    notifyAgentDefault: settings?.notifyAgentDefault ?? false,
    ...(action.proposed ? { proposed: readOrNothing(action.capability, action.proposed) } : {}),
    ...(action.edited ? { editedBy: action.edited.byName } : {}),
    rejectReasons: rejectReasonsOf(agent),
    stepUp: settings?.stepUp ?? false,
    requesterMayNotDecide: settings?.requesterMayNotDecide ?? false,
    approversNeeded: peopleNeeded(agent, action),
    ...(folded?.row.state === 'half' ? { approvedBy: folded.row.decidedByName } : {}),
    highestRound: folded?.highest ?? 0,
    mayArriveTwice: mayHaveHappened(rows),
    history: rows.map(toHistoryEntry),
    ...(answer ? { answer } : {}),
  };
}

/** T47: who reads by their role, and not because the agent's owners let them, leaves a line in the log. */
function isNamed({ personId, role }: Person, agent: Agent): boolean {
  return role !== 'admin' || personId in agent.access;
}

/** Damaged content cannot be shown, so it cannot be approved; by its hash it can still be rejected. */
function readableContent({ capability, content }: Action): Pick<ApprovalCard, 'content'> {
  const input = readOrNothing(capability, content);
  return input ? { content: input } : {};
}

function readOrNothing(capability: Action['capability'], canonical: string): Content['input'] | undefined {
  try {
    return openContent(capability, canonical).input;
  } catch {
    return undefined;
  }
}
