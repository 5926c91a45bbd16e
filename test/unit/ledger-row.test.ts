import { describe, expect, it } from 'vitest';
import { actionIdOf, guardrailKey, isGuardrailKey, isSettled, LedgerRow, numberedKey } from '#shared/ledger/ledger.ts';
import { aGuardrailRow, aRawRow, aRow, at, CLAIM } from '../support/builders.ts';

const DONE = { outcome: { code: 'accepted' }, settledAt: at(0) };

function reads(over: Record<string, unknown>): boolean {
  const row = Object.entries(aRawRow(over)).filter(([, value]) => value !== undefined);
  return LedgerRow.safeParse(Object.fromEntries(row)).success;
}

describe('a row that lacks what its state needs', () => {
  it.each([
    ['claimed without a claim', { state: 'claimed' }],
    ['claimed without a lease', { state: 'claimed', ...CLAIM, leaseUntil: undefined }],
    ['claimed without counting the attempt', { state: 'claimed', ...CLAIM, attempt: undefined }],
    ['executed without a claim', { state: 'executed', ...DONE }],
    ['executed without an outcome', { state: 'executed', ...CLAIM, settledAt: at(0) }],
    ['executed without a time', { state: 'executed', ...CLAIM, outcome: { code: 'accepted' } }],
    ['uncertain without a claim', { state: 'uncertain', ...DONE }],
    ['failed without an outcome', { state: 'failed', ...CLAIM }],
    ['lapsed without a reason', { state: 'lapsed' }],
    ['approved by nobody', { decidedBy: undefined }],
    ['approved without a sign-in', { signedInAt: undefined }],
    ['approved without a hash', { hash: undefined }],
    ['no version', { v: undefined }],
    ['version 0', { v: 0 }],
    ['no writer', { writer: undefined }],
    ['an unknown state', { state: 'withdrawn' }],
    ['an unknown capability', { capability: 'launch' }],
    ['a time that is none', { decidedAt: 'yesterday' }],
  ])('%s: cannot be read', (_, over) => {
    expect(reads(over)).toBe(false);
  });

  it('approved for ever: cannot be read, since an authority ends', () => {
    expect(reads({ lapsesAt: undefined })).toBe(false);
  });
});

// Executors and the sweep may write `state` but not `verdict`: a state that the verdict does not carry is forged.
describe('a row whose verdict does not carry its state', () => {
  it.each([
    ['approved', {}],
    ['claimed', CLAIM],
    ['executed', { ...CLAIM, ...DONE }],
    ['lapsed', { outcome: { code: 'approval_lapsed' } }],
  ])('%s, though it was rejected: cannot be read', (state, over) => {
    expect(reads({ verdict: 'reject', state, ...over })).toBe(false);
  });

  it('rejected, though it was approved: cannot be read', () => {
    expect(reads({ verdict: 'approve', state: 'rejected' })).toBe(false);
  });

  it("declined, though it is a person's: cannot be read", () => {
    expect(reads({ state: 'declined', outcome: { code: 'asks_now' } })).toBe(false);
  });

  it("rejected or lapsed, though it is the guardrail's: cannot be read", () => {
    expect(reads({ verdict: 'allow', state: 'rejected' })).toBe(false);
    expect(reads({ verdict: 'allow', state: 'lapsed', outcome: { code: 'approval_lapsed' } })).toBe(false);
  });
});

describe('a row that carries what its state cannot have', () => {
  it('approved: its old claim is not read', () => {
    expect(aRow('approved', CLAIM)).not.toHaveProperty('claimId');
    expect(aRow('approved', CLAIM)).not.toHaveProperty('leaseUntil');
  });

  it('claimed: no outcome is read', () => {
    expect(aRow('claimed', DONE)).not.toHaveProperty('outcome');
  });

  it("the guardrail's: nobody decided it", () => {
    expect(aGuardrailRow('approved', { decidedBy: 'per_1' })).not.toHaveProperty('decidedBy');
  });
});

describe('a failed row', () => {
  it('needs no claim: what is blocked now fails without one', () => {
    expect(reads({ state: 'failed', outcome: { code: 'blocked_by_policy' }, settledAt: at(0) })).toBe(true);
  });
});

describe('keys', () => {
  it("name the action, and whether the row is a person's or the guardrail's", () => {
    expect(numberedKey('act_1', 2)).toEqual({ pk: 'act_1', round: 2 });
    expect(guardrailKey('act_1')).toEqual({ pk: 'G#act_1', round: 0 });
    expect([numberedKey('act_1', 2), guardrailKey('act_1')].map(actionIdOf)).toEqual(['act_1', 'act_1']);
    expect([numberedKey('act_1', 2), guardrailKey('act_1')].map(isGuardrailKey)).toEqual([false, true]);
  });
});

describe('a settled row', () => {
  it.each(['executed', 'failed', 'uncertain', 'rejected', 'lapsed', 'declined'] as const)(
    'is one that is %s',
    (state) => {
      expect(isSettled({ state })).toBe(true);
    },
  );

  it.each(['approved', 'claimed'] as const)('is not one that is %s', (state) => {
    expect(isSettled({ state })).toBe(false);
  });
});
