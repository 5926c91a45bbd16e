import { describe, expect, it } from 'vitest';
import { planEvidence, type Said } from '#shared/ledger/evidence.ts';
import type { LedgerRow } from '#shared/ledger/ledger.ts';
import { aGuardrailRow, anApproval, aRow, at } from '../support/builders.ts';

const of = (says: Said['says'], claimId: string, kind = 'Delivery'): Said => ({
  ...{ claimId, says, evidence: { kind, at: at(0) } },
});
/** What is said of the attempt before the last one. */
const earlier = (says: Said['says'], kind?: string) => of(says, 'clm_0', kind);
const again = { earlierClaims: ['clm_0'] };
const proof = { ...again, evidence: [{ kind: 'Delivery', at: at(0), claimId: 'clm_0' }] };
const key = { ...again, maybeBegun: true, keyUntil: at(60) };

describe('evidence of an earlier attempt of a row', () => {
  it.each([
    ['approved: it must not run again', anApproval(again), earlier('sent'), 'execute'],
    ['approved, and may have begun', anApproval({ ...key, claimId: 'clm_1' }), earlier('sent'), 'execute'],
    ['uncertain', aRow('uncertain', again), earlier('sent'), 'execute'],
    ['uncertain, bounced', aRow('uncertain', again), earlier('after_sending', 'Bounce'), 'execute'],
    ['lapsed: it must not be asked again', aRow('lapsed', again), earlier('sent'), 'execute'],
    ['withdrawn', aRow('withdrawn', again), earlier('sent'), 'execute'],
    ["the guardrail's, declined", aGuardrailRow('declined', again), earlier('sent'), 'execute'],
    ['claimed again: its executor may be at it', aRow('claimed', again), earlier('sent'), 'add'],
    ['claimed again, and kept already', aRow('claimed', proof), earlier('sent'), 'ignore'],
    ['executed: perhaps twice', aRow('executed', again), earlier('sent'), 'add'],
    ['failed: a contradiction', aRow('failed', again), earlier('sent'), 'add'],
  ] as [string, LedgerRow, Said, string][])('that it was sent, row %s', (_, row, said, plan) => {
    expect(planEvidence(row, said)).toBe(plan);
  });

  it.each(['approved', 'claimed', 'uncertain', 'executed', 'failed', 'lapsed'] as const)(
    'that it was not sent tells nothing of the last one, row %s',
    (state) => {
      expect(planEvidence(aRow(state, again), earlier('not_sent'))).toBe('ignore');
      expect(planEvidence(aRow(state, again), earlier('unclear'))).toBe('ignore');
    },
  );

  it('is not taken from an attempt that the row never had', () => {
    expect(planEvidence(aRow('uncertain', again), of('sent', 'clm_9'))).toBe('later');
    expect(planEvidence(anApproval(again), of('sent', 'clm_9'))).toBe('later');
  });
});

describe('evidence of the last attempt, where an earlier one is known to be sent', () => {
  it.each([
    ['executed, sent as well: done twice', aRow('executed', proof), 'sent', 'add'],
    ['claimed, not sent: it was done all the same', aRow('claimed', proof), 'not_sent', 'ignore'],
    ['claimed, sent as well', aRow('claimed', proof), 'sent', 'execute'],
  ] as [string, LedgerRow, Said['says'], string][])('%s', (_, row, says, plan) => {
    expect(planEvidence(row, of(says, 'clm_1'))).toBe(plan);
  });
});

describe('evidence that does not say whether it was sent', () => {
  const expired = { evidence: [{ kind: 'TEXT_TTL_EXPIRED', at: at(0) }] };
  it.each([
    ['uncertain: a person who looks should see it', aRow('uncertain'), 'add'],
    ['uncertain, and known', aRow('uncertain', expired), 'ignore'],
    ['executed', aRow('executed'), 'add'],
    ['failed', aRow('failed'), 'add'],
    ['claimed: what comes of that is awaited', aRow('claimed'), 'later'],
    ['approved after an attempt that may have begun', anApproval({ ...key, claimId: 'clm_1' }), 'ignore'],
  ] as [string, LedgerRow, string][])('%s', (_, row, plan) => {
    expect(planEvidence(row, of('unclear', 'clm_1', 'TEXT_TTL_EXPIRED'))).toBe(plan);
  });
});
