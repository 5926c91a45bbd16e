import type { Action } from '#shared/action/action.ts';
import { readAction } from '#shared/action/action-table.ts';
import { readAnswer } from '#shared/action/answer-table.ts';
import { type Content, hashOf, openContent } from '#shared/action/content.ts';
import type { Agent } from '#shared/agent/agent.ts';
import { readAnyAgent } from '#shared/agent/agent-table.ts';
import { approvalSettingsOf } from '#shared/agent/approval-settings-of.ts';
import type { Conversation } from '#shared/agent/conversation.ts';
import { readConversation } from '#shared/agent/conversation-table.ts';
import { peopleNeeded } from '#shared/approval/decision-settings.ts';
import { rejectReasonsOf } from '#shared/approval/reject-reasons.ts';
import { AppError } from '#shared/errors.ts';
import { fold, mayHaveHappened } from '#shared/ledger/fold.ts';
import { readRows } from '#shared/ledger/ledger-table.ts';
import { log } from '#shared/log.ts';
import { mayDecide, mayDecideOn, maySee } from '#shared/people/access.ts';
import type { Caller } from '#shared/people/caller.ts';
import type { Person } from '#shared/people/person.ts';
import { requireMember } from '#shared/people/person-table.ts';
import type { ApprovalCard } from '#shared/routes/approval-replies.ts';
import type { Tables } from '#shared/tables.ts';
import { readSettings } from '#shared/workspace/settings.ts';
import { readAgentSays } from './agent-says.ts';
import { toHistoryEntry } from './history-entry.ts';
import { holdOf } from './hold-of.ts';
import { readRecipientHistory } from './recipient-history.ts';

export async function readCard(tables: Tables, by: Caller, actionId: string): Promise<ApprovalCard> {
  const [person, action, rows] = await Promise.all([
    requireMember(tables, by.personId),
    readAction(tables, actionId),
    readRows(tables, actionId),
  ]);
  if (!action) throw new AppError('NOT_FOUND');
  const [agent, conversation, workspace] = await Promise.all([
    readAnyAgent(tables, action.agentId),
    readConversation(tables, action.conversationId),
    readSettings(tables, 'eventual'),
  ]);
  if (!agent || !maySee(person, agent, action)) throw new AppError('NOT_FOUND');
  if (readsAsAdmin(person, agent)) log.info('content read by an admin', { actionId, personId: person.personId });
  const folded = fold(rows);
  const state = folded?.state ?? action.state;
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
    ...{ state, ...holdOf(state, { agent, settings: workspace }) },
    round: folded?.round ?? 1,
    hash: hashOf(action.agentId, action.capability, action.content),
    ...readableContent(action),
    ...readableProposal(action),
    judgement: action.judgement,
    ...{ origin: action.origin, conversationId: action.conversationId, toolCallId: action.toolCallId },
    tainted: action.tainted,
    ...(action.chatPersonId ? { chatPersonId: action.chatPersonId } : {}),
    mayDecide: decides,
    ...(agentSays ? { agentSays } : {}),
    recipientHistory,
    ...triggerOf(action, conversation),
    createdAt: action.createdAt,
    ...(folded?.state === 'pending' && 'outcome' in folded.row ? { pendingReason: folded.row.outcome.code } : {}),
    notifyAgentDefault: settings?.notifyAgentDefault ?? false,
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

/** What started it; an agent built elsewhere came with a key, and has no conversation here. */
function triggerOf({ elsewhere }: Action, conversation: Conversation | undefined): Pick<ApprovalCard, 'trigger'> {
  if (conversation) return { trigger: conversation.trigger };
  return elsewhere ? { trigger: { kind: 'api', triggerId: elsewhere.keyId, name: elsewhere.keyName } } : {};
}

/** Who reads by their role in workspace or team, and not because the agent's owners let them, leaves a line in the log. */
function readsAsAdmin({ personId, role, teams }: Person, { access, teamId }: Agent): boolean {
  const isAdmin = role === 'admin' || (teamId !== undefined && teams[teamId] === 'admin');
  return isAdmin && !(personId in access);
}

/** Damaged content cannot be shown, so it cannot be approved; by its hash it can still be rejected. */
function readableContent({ capability, content }: Action): Pick<ApprovalCard, 'content'> {
  const input = readOrNothing(capability, content);
  return input ? { content: input } : {};
}

function readableProposal({ capability, proposed }: Action): Pick<ApprovalCard, 'proposed'> {
  const input = proposed === undefined ? undefined : readOrNothing(capability, proposed);
  return input ? { proposed: input } : {};
}

function readOrNothing(capability: Action['capability'], canonical: string): Content['input'] | undefined {
  try {
    return openContent(capability, canonical).input;
  } catch {
    return undefined;
  }
}
