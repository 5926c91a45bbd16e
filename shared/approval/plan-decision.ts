import type { Action } from '../action/action.ts';
import { hashOf, openContent } from '../action/content.ts';
import { AppError } from '../errors.ts';
import { fold } from '../ledger/fold.ts';
import type { ApprovedRow, HalfRow, LedgerRow } from '../ledger/ledger.ts';
import type { DecisionRequest } from './decision.ts';
import { alreadyDecided, tooLateToWithdraw } from './decision-refusals.ts';

/** What a decision is about, as it was read right before. */
export type Question = {
  action: Action;
  rows: readonly LedgerRow[];
  personId: string;
  /** How many people must agree, by the stored settings of the agent and never by the action. */
  approversNeeded: number;
  /** Whether the settings block the stored content now. */
  isBlocked: boolean;
  asked: Pick<DecisionRequest, 'verdict' | 'shown'>;
};

/** The one write that the decision comes to. */
export type DecisionPlan =
  /** `isFirst`: the action has no row yet, and has never shown one. */
  | { do: 'open'; round: number; state: 'approved' | 'half' | 'rejected' | 'withdrawn'; isFirst: boolean }
  | { do: 'complete'; row: HalfRow }
  | { do: 'stop_half'; row: HalfRow }
  | { do: 'lapse_half'; row: HalfRow }
  | { do: 'withdraw_approved'; row: ApprovedRow }
  | { do: 'withdraw_allowed' };

/**
 * What a decision does to the ledger as it was read; throws an AppError that explains, by the current state, why
 * nothing. Pure: the write that follows is conditional on all that is relied on here.
 */
export function planDecision(question: Question): DecisionPlan {
  switch (question.asked.verdict) {
    case 'approve':
    case 'reject':
      return planAnswer(question);
    case 'withdraw':
      return planWithdrawal(question);
    case 'send_again':
      return planSendAgain(question);
  }
}

/**
 * Whether an action waits, and with the content and in the round that the person was shown; throws otherwise. Returns
 * what is open: the round, and the row of a first person's yes, if there is one.
 */
export function openQuestion({ action, rows }: Pick<Question, 'action' | 'rows'>, shown?: DecisionRequest['shown']) {
  const folded = fold(rows);
  if (folded && folded.state !== 'pending') throw alreadyDecided(folded.row);
  if (!folded && action.state !== 'pending') throw new AppError('NOT_PENDING', { state: action.state });
  const round = folded?.round ?? 1;
  const hash = hashOf(action.agentId, action.capability, action.content);
  if (shown && (shown.round !== round || shown.hash !== hash)) throw new AppError('CONTENT_CHANGED', { round });
  return { round, hash, half: folded?.row.state === 'half' ? folded.row : undefined };
}

function planAnswer(question: Question): DecisionPlan {
  const { action, asked } = question;
  const { half, hash } = openQuestion(question);
  // Somebody edited after the first person agreed: their yes is for something else.
  if (half && half.hash !== hash) return { do: 'lapse_half', row: half };
  const { round } = openQuestion(question, asked.shown);
  const isFirst = isFirstRow(question);
  if (asked.verdict === 'reject')
    return half ? { do: 'stop_half', row: half } : { do: 'open', round, state: 'rejected', isFirst };
  if (!isReadable(action)) throw new AppError('CONTENT_DAMAGED');
  if (question.isBlocked) throw new AppError('BLOCKED_NOW');
  if (!half) return { do: 'open', round, state: approvedOrHalf(question), isFirst };
  if (half.decidedBy === question.personId) throw new AppError('SAME_PERSON', { decidedBy: half.decidedByName });
  return { do: 'complete', row: half };
}

/** The safe direction: what is in the content does not matter, only that nothing has begun. */
function planWithdrawal({ action, rows, asked }: Question): DecisionPlan {
  const folded = fold(rows);
  const round = folded?.round ?? 1;
  const state = folded?.row.state ?? action.state;
  if (folded ? folded.state !== 'pending' && state !== 'approved' : !['pending', 'allowed'].includes(state))
    throw tooLateToWithdraw(state, folded?.row);
  if (asked.shown.round !== round) throw new AppError('CONTENT_CHANGED', { round });
  if (folded?.row.state === 'approved') return { do: 'withdraw_approved', row: folded.row };
  if (folded?.row.state === 'half') return { do: 'stop_half', row: folded.row };
  if (state === 'allowed') return { do: 'withdraw_allowed' };
  return { do: 'open', round, state: 'withdrawn', isFirst: isFirstRow({ action, rows }) };
}

/** L14: a new decision on the same content, of the round after the highest, so that two of them meet on one row. */
function planSendAgain(question: Question): DecisionPlan {
  const { action, rows, asked, isBlocked } = question;
  const folded = fold(rows);
  const state = folded?.state ?? action.state;
  if (!folded || (state !== 'uncertain' && state !== 'failed')) throw new AppError('NOT_TO_SEND_AGAIN', { state });
  const { highest } = folded;
  if (asked.shown.round !== highest || asked.shown.hash !== hashOf(action.agentId, action.capability, action.content))
    throw new AppError('CONTENT_CHANGED', { round: highest });
  if (!isReadable(action)) throw new AppError('CONTENT_DAMAGED');
  if (isBlocked) throw new AppError('BLOCKED_NOW');
  return { do: 'open', round: highest + 1, state: approvedOrHalf(question), isFirst: false };
}

function isFirstRow({ action, rows }: Pick<Question, 'action' | 'rows'>): boolean {
  return rows.length === 0 && action.pv === 0;
}

function approvedOrHalf({ approversNeeded }: Question): 'approved' | 'half' {
  return approversNeeded > 1 ? 'half' : 'approved';
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
