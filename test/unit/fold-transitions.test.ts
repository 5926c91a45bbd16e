import { describe, expect, it } from 'vitest';
import { editedDifference } from '#shared/action/edited-difference.ts';
import { planExecution } from '#shared/execution/plan-execution.ts';
import { authorityMs, CLOCK_MARGIN_MS, EFFECT_TIMEOUT_MS, keyLives } from '#shared/ledger/authority.ts';
import { fold, mayHaveHappened } from '#shared/ledger/fold.ts';
import { isQuiet, isSettled, LedgerRow } from '#shared/ledger/ledger.ts';
import {
  aGuardrailRow,
  anAction,
  anAgent,
  anApproval,
  aRawRow,
  aRow,
  at,
  CLAIM,
  NOW,
  STOPPED,
  sealedEmail,
  theSettings,
} from '../support/builders.ts';

describe('half approved and withdrawn rows', () => {
  it.each([
    ['half: still asked, in the same round', [aRow('half')], { state: 'pending', round: 1, highest: 1 }],
    [
      'half, sent again: asked, in its round',
      [aRow('uncertain'), aRow('half', { round: 2 })],
      { state: 'pending', round: 2 },
    ],
    ['withdrawn', [aRow('withdrawn')], { state: 'cancelled', round: 1 }],
    [
      'withdrawn before its executor began',
      [aGuardrailRow('withdrawn', { stopped: STOPPED })],
      { state: 'cancelled', highest: 0 },
    ],
    [
      'uncertain, then withdrawn: stays uncertain',
      [aRow('uncertain'), aRow('withdrawn', { round: 2 })],
      { state: 'uncertain', highest: 2 },
    ],
  ] as [string, LedgerRow[], object][])('%s', (_, rows, expected) => {
    expect(fold(rows)).toMatchObject(expected);
  });

  it('are quiet for the sweep; only the withdrawn one is settled', () => {
    expect([isQuiet(aRow('half')), isSettled(aRow('half'))]).toEqual([true, false]);
    expect([isQuiet(aRow('withdrawn')), isSettled(aRow('withdrawn'))]).toEqual([true, true]);
  });

  it.each([
    ['half with an executor', { ...aRow('half'), ...CLAIM, state: 'claimed' }],
    ['half made approved, without a second person and an authority', { ...aRow('half'), state: 'approved' }],
    ['approved made rejected, by nobody', { ...aRow('approved'), state: 'rejected' }],
    ['approved made withdrawn, by nobody', { ...aRow('approved'), state: 'withdrawn' }],
    ["the guardrail's, withdrawn by nobody", { ...aGuardrailRow('approved'), state: 'withdrawn' }],
    ['may have begun, without a key', aRawRow({ maybeBegun: true, claimId: 'clm_1' })],
    ['may have begun, in no attempt', aRawRow({ maybeBegun: true, keyUntil: at(60) })],
  ])('cannot be read when forged: %s', (_, row) => {
    expect(LedgerRow.safeParse(row).success).toBe(false);
  });

  it('say whether something may have happened before', () => {
    expect(mayHaveHappened([aRow('uncertain'), aRow('half', { round: 2 })])).toBe(true);
    expect(mayHaveHappened([aRow('failed'), aRow('half', { round: 2 })])).toBe(false);
  });
});

describe('the life of a key', () => {
  const need = EFFECT_TIMEOUT_MS + CLOCK_MARGIN_MS;
  const until = (milliseconds: number) => new Date(NOW.getTime() + milliseconds).toISOString();
  it.each([
    ['none', undefined, false],
    ['ends before a try would', until(need), false],
    ['outlasts a try', until(need + 1), true],
    ['is over', until(-1), false],
  ])('%s', (_, keyUntil, lives) => {
    expect(keyLives(keyUntil, NOW)).toBe(lives);
  });

  it('is looked at before anything else: not even a hold keeps a forgotten key waiting', () => {
    const row = anApproval({ maybeBegun: true, keyUntil: until(need), claimId: 'clm_1' });
    const settings = theSettings({ hold: true });
    const action = anAction({ state: 'approved' });
    const situation = { now: NOW, action, agent: anAgent(), settings, rounds: [row], byGuardrail: false };
    expect(planExecution({ ...situation, row })).toEqual({ do: 'expire', row, code: 'key_expired' });
    expect(planExecution({ ...situation, row: { ...row, keyUntil: until(need + 1) } })).toEqual({
      do: 'stop',
      why: 'held',
    });
  });
});

describe('an approval', () => {
  it('lasts a day; of a text four hours, of a call one', () => {
    expect(['send_email', 'send_sms', 'make_call', 'http_request'].map((one) => authorityMs(one) / 3_600_000)).toEqual([
      24, 4, 1, 24,
    ]);
  });

  it('to send again does not run once another round is known to have executed', () => {
    const row = anApproval({ round: 2, again: true });
    const action = anAction({ state: 'approved' });
    const settings = theSettings();
    const situation = { now: NOW, action, agent: anAgent(), settings, rounds: [row], byGuardrail: false, row };
    expect(planExecution(situation)).toMatchObject({ do: 'claim' });
    expect(planExecution({ ...situation, executedElsewhere: true })).toMatchObject({
      do: 'lapse',
      reason: 'executed_meanwhile',
    });
  });
});

describe('what people changed', () => {
  const edited = sealedEmail({ subject: 'Your paid invoice', cc: ['lee@acme.example'] });
  const action = anAction({ proposed: sealedEmail().canonical, content: edited.canonical, hash: edited.hash });

  it('is told field by field', () => {
    expect(editedDifference(action, edited.hash)).toEqual([
      { field: 'subject', proposed: 'Your invoice', approved: 'Your paid invoice' },
      { field: 'cc', proposed: undefined, approved: ['lee@acme.example'] },
    ]);
  });

  it('is nothing when nobody edited, or the row is about other content', () => {
    expect(editedDifference(anAction(), sealedEmail().hash)).toBeUndefined();
    expect(editedDifference(action, sealedEmail().hash)).toBeUndefined();
  });
});
