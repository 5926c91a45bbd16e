import type { Action } from '../action/action.ts';
import { readAction } from '../action/action-table.ts';
import { hashOf, openContent } from '../action/content.ts';
import { readAgent } from '../agent/agent-table.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { AUTHORITY_MS, after } from '../ledger/authority.ts';
import { fold } from '../ledger/fold.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import { createRow, readRows } from '../ledger/ledger-table.ts';
import { projectAction } from '../ledger/project.ts';
import { errorFields, log } from '../log.ts';
import type { Caller } from '../people/caller.ts';
import { mayDecide, type Person } from '../people/person.ts';
import { requireMember } from '../people/person-table.ts';
import type { Tables } from '../tables.ts';
import type { DecisionRequest } from './decision.ts';

export type DecideDeps = { tables: Tables; now: () => Date };

/** What the decider, and everybody who was slower, gets back. */
export type DecisionReply = {
  actionId: string;
  round: number;
  verdict: 'approve' | 'reject';
  decidedBy: string;
  decidedAt: string;
};

/**
 * L1 and L2: records a person's decision as one new ledger row. Refuses with NOT_FOUND who may not decide,
 * CONTENT_CHANGED when what was shown is not what is stored, ALREADY_DECIDED with the winner when somebody was faster.
 */
export async function recordDecision(
  deps: DecideDeps,
  actionId: string,
  by: Caller,
  asked: DecisionRequest,
): Promise<DecisionReply> {
  const { tables, now } = deps;
  const [person, agent, action, rows] = await Promise.all([
    requireMember(tables, by.personId),
    readAgent(tables, asked.shown.agentId),
    readAction(tables, actionId),
    readRows(tables, actionId),
  ]);
  if (!action || !agent || action.agentId !== agent.agentId || !mayDecide(person, agent))
    throw new AppError('NOT_FOUND');
  const isThisClick = (row: LedgerRow | undefined) =>
    row !== undefined &&
    'decisionId' in row &&
    row.decisionId === asked.decisionId &&
    row.decidedBy === person.personId &&
    row.verdict === asked.verdict;
  const repeated = rows.find(isThisClick);
  if (repeated) return toReply(repeated);
  await refuseUnlessAsShown(deps, action, rows, asked);
  const row = decisionRow(action, person, by, asked, now());
  const written = await createRow(tables, row, now());
  const known = written.row ? [...rows, written.row] : rows;
  await showDecision(tables, action, now(), known);
  if (!written.row || !(written.won || isThisClick(written.row))) throw alreadyDecided(written.row);
  log.info('decided', { actionId, round: row.round, verdict: row.verdict, personId: person.personId, hash: row.hash });
  return toReply(written.row);
}

/** The decision stands once its row does: an error here must not tell the person that nothing was changed. */
async function showDecision(tables: Tables, action: Action, now: Date, rows: LedgerRow[]): Promise<void> {
  try {
    await projectAction(tables, action, now, rows);
  } catch (error) {
    log.warn('decision not shown yet', { actionId: action.actionId, ...errorFields(error) });
  }
}

/** The round must be the one that the ledger says is open, and the hash that of the content as it is stored now. */
async function refuseUnlessAsShown(
  { tables, now }: DecideDeps,
  action: Action,
  rows: LedgerRow[],
  { shown, verdict }: DecisionRequest,
): Promise<void> {
  const folded = fold(rows);
  if (folded && folded.state !== 'pending') {
    // The list was behind, or somebody was faster: show what is true, then say it.
    await projectAction(tables, action, now(), rows);
    throw alreadyDecided(folded.row);
  }
  if (!folded && action.state !== 'pending') throw new AppError('NOT_PENDING', { state: action.state });
  if (shown.round !== (folded?.round ?? 1)) throw new AppError('CONTENT_CHANGED', { round: folded?.round ?? 1 });
  if (shown.hash !== hashOf(action.agentId, action.capability, action.content))
    throw new AppError('CONTENT_CHANGED', { round: shown.round });
  if (verdict === 'approve' && !isReadable(action)) throw new AppError('CONTENT_DAMAGED');
}

/** What cannot be shown in full cannot be approved; it can be rejected. */
function isReadable(action: Action): boolean {
  try {
    openContent(action.capability, action.content);
    return true;
  } catch {
    return false;
  }
}

function decisionRow(action: Action, person: Person, by: Caller, asked: DecisionRequest, now: Date) {
  const { actionId, agentId, capability, conversationId, origin } = action;
  const { verdict, decisionId, note, shown } = asked;
  const decided = {
    ...{
      pk: actionId,
      round: shown.round,
      writer: newId('wrt'),
      actionId,
      agentId,
      capability,
      conversationId,
      origin,
      hash: shown.hash,
    },
    ...{
      decidedBy: person.personId,
      decidedByName: person.name,
      decidedAt: now.toISOString(),
      decisionId,
      signedInAt: by.signedInAt,
    },
    notifyAgent: origin === 'chat' || asked.notifyAgent,
    ...(note ? { note } : {}),
  };
  return verdict === 'approve'
    ? { ...decided, verdict, state: 'approved' as const, lapsesAt: after(now, AUTHORITY_MS) }
    : { ...decided, verdict, state: 'rejected' as const };
}

function toReply(row: LedgerRow): DecisionReply {
  if (row.verdict === 'allow') throw alreadyDecided(row);
  const { actionId, round, verdict, decidedByName, decidedAt } = row;
  return { actionId, round, verdict, decidedBy: decidedByName, decidedAt };
}

function alreadyDecided(row: LedgerRow | undefined): AppError {
  if (!row || row.verdict === 'allow') return new AppError('NOT_PENDING', { state: row?.state });
  const { verdict, decidedByName, decidedAt, state } = row;
  return new AppError('ALREADY_DECIDED', { winner: { verdict, decidedBy: decidedByName, decidedAt, state } });
}
