import { describe, expect, it } from 'vitest';
import { planDecision, type Question } from '#shared/approval/plan-decision.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { aGuardrailRow, anAction, anApproval, aRow, NOW, sealedEmail } from '../support/builders.ts';

const SHOWN = { agentId: 'agt_1', round: 1, hash: sealedEmail().hash };
type Verdict = Question['asked']['verdict'];
type Over = Partial<Omit<Question, 'asked'>> & { shown?: Partial<typeof SHOWN> };

function plan(verdict: Verdict, { shown, ...over }: Over = {}) {
  return planDecision({
    ...{ action: anAction(), rows: [], personId: 'per_2', approversNeeded: 1, isBlocked: false },
    asked: { verdict, shown: { ...SHOWN, ...shown } },
    ...over,
  });
}

const refusalOf = (verdict: Verdict, over: Over = {}) => {
  try {
    return plan(verdict, over);
  } catch (error) {
    return error;
  }
};

const half = aRow('half');
const begun = anApproval({ maybeBegun: true, keyUntil: NOW.toISOString(), claimId: 'clm_1' });

describe('what a decision comes to', () => {
  it.each([
    ['L1: a yes to what waits', 'approve', {}, { do: 'open', round: 1, state: 'approved' }],
    ['L1: the first yes of two', 'approve', { approversNeeded: 2 }, { do: 'open', round: 1, state: 'half' }],
    ['L1: after a lapse', 'approve', { rows: [aRow('lapsed')], shown: { round: 2 } }, { do: 'open', round: 2 }],
    ['L1b: the second yes, though one would be enough now', 'approve', { rows: [half] }, { do: 'complete' }],
    ['L2: a no', 'reject', {}, { do: 'open', state: 'rejected' }],
    ['L2: a no to half a yes', 'reject', { rows: [half] }, { do: 'stop_half' }],
    ['L3: withdrawn while it waits', 'withdraw', {}, { do: 'open', state: 'withdrawn' }],
    ['L3: half a yes withdrawn', 'withdraw', { rows: [half] }, { do: 'stop_half' }],
    ['L3: allowed and not begun', 'withdraw', { action: anAction({ state: 'allowed' }) }, { do: 'withdraw_allowed' }],
    [
      'L12: half a yes to content that was edited',
      'approve',
      { rows: [aRow('half', { hash: 'old' })] },
      { do: 'lapse_half' },
    ],
    ['L13: approved and not begun', 'withdraw', { rows: [anApproval()] }, { do: 'withdraw_approved' }],
    [
      'L13: the guardrail row, given back',
      'withdraw',
      { rows: [aGuardrailRow('approved')] },
      { do: 'withdraw_approved' },
    ],
    ['L13: approved, and may have begun', 'withdraw', { rows: [begun] }, { do: 'withdraw_approved' }],
    ['L14: uncertain', 'send_again', { rows: [aRow('uncertain')] }, { do: 'open', round: 2, state: 'approved' }],
    ['L14: failed', 'send_again', { rows: [aRow('failed')] }, { do: 'open', round: 2, state: 'approved' }],
    [
      'L14: where two must agree',
      'send_again',
      { rows: [aRow('failed')], approversNeeded: 2 },
      { do: 'open', state: 'half' },
    ],
    [
      'L14: of the guardrail',
      'send_again',
      { rows: [aGuardrailRow('failed')], shown: { round: 0 } },
      { do: 'open', round: 1 },
    ],
    [
      'L14: the round after the highest, and not after the uncertain one',
      'send_again',
      { rows: [aRow('uncertain'), aRow('rejected', { round: 2 })], shown: { round: 2 } },
      { do: 'open', round: 3 },
    ],
  ] as [string, Verdict, Over, object][])('%s', (_, verdict, over, expected) => {
    expect(plan(verdict, over)).toMatchObject(expected);
  });
});

describe('what a decision is refused with', () => {
  const at = (...rows: LedgerRow[]): Over => ({ rows });
  it.each([
    ['approve', 'ALREADY_DECIDED', at(anApproval())],
    ['approve', 'ALREADY_DECIDED', at(aRow('withdrawn'))],
    ['approve', 'NOT_PENDING', at(aGuardrailRow('claimed'))],
    ['approve', 'NOT_PENDING', { action: anAction({ state: 'blocked' }) }],
    ['approve', 'SAME_PERSON', { ...at(half), personId: 'per_owner' }],
    ['approve', 'CONTENT_CHANGED', { shown: { hash: 'f'.repeat(64) } }],
    ['approve', 'CONTENT_CHANGED', { shown: { round: 2 } }],
    ['approve', 'CONTENT_CHANGED', { ...at(half), shown: { hash: 'f'.repeat(64) } }],
    ['reject', 'ALREADY_DECIDED', at(aRow('executed'))],
    ['withdraw', 'TOO_LATE_TO_WITHDRAW', at(aRow('claimed'))],
    ['withdraw', 'TOO_LATE_TO_WITHDRAW', at(aRow('executed'))],
    ['withdraw', 'TOO_LATE_TO_WITHDRAW', at(aRow('uncertain'))],
    ['withdraw', 'TOO_LATE_TO_WITHDRAW', at(aRow('rejected'))],
    ['withdraw', 'TOO_LATE_TO_WITHDRAW', { action: anAction({ state: 'blocked' }) }],
    ['withdraw', 'CONTENT_CHANGED', { shown: { round: 2 } }],
    ['send_again', 'NOT_TO_SEND_AGAIN', {}],
    ['send_again', 'NOT_TO_SEND_AGAIN', at(anApproval())],
    ['send_again', 'NOT_TO_SEND_AGAIN', at(aRow('uncertain'), aRow('approved', { round: 2 }))],
    ['send_again', 'NOT_TO_SEND_AGAIN', at(aRow('uncertain'), aRow('executed', { round: 2 }))],
    ['send_again', 'NOT_TO_SEND_AGAIN', at(aRow('withdrawn'))],
    ['send_again', 'CONTENT_CHANGED', { ...at(aRow('uncertain')), shown: { round: 2 } }],
    ['send_again', 'CONTENT_CHANGED', { ...at(aRow('uncertain')), shown: { hash: 'f'.repeat(64) } }],
    ['send_again', 'BLOCKED_NOW', { ...at(aRow('uncertain')), isBlocked: true }],
  ] as [Verdict, string, Over][])('%s: %s', (verdict, code, over) => {
    expect(refusalOf(verdict, over)).toMatchObject({ code });
  });

  it('names who ended it, and not who began it', () => {
    expect(refusalOf('approve', at(aRow('withdrawn')))).toMatchObject({
      details: { winner: { verdict: 'withdraw', decidedBy: 'Wim', state: 'withdrawn' } },
    });
  });
});
