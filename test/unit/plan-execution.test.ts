import { describe, expect, it } from 'vitest';
import { type Plan, planExecution, type Situation } from '#shared/execution/plan-execution.ts';
import type { EmailGuardrail } from '#shared/guardrail/guardrail.ts';
import {
  ASK_OUTSIDE,
  aGuardrailRow,
  anAction,
  anAgent,
  anAgentThat,
  anApproval,
  aRow,
  at,
  NOW,
  sealedEmail,
  theSettings,
} from '../support/builders.ts';

const ASK: EmailGuardrail = { restrict: false, askAlways: true };
const ALLOW: EmailGuardrail = { restrict: false, askAlways: false };
const BLOCK_OUTSIDE: EmailGuardrail = { ...ASK_OUTSIDE, allowList: [], outside: 'block' };
const RUNNING = theSettings();
const swapped = { content: sealedEmail({ to: ['eve@evil.example'] }).canonical };
const swappedWithHash = { content: swapped.content, hash: sealedEmail({ to: ['eve@evil.example'] }).hash };

/** A person approved; nothing stands in the way. */
function approved(over: Partial<Situation> = {}): Plan {
  return planExecution({
    ...{ now: NOW, action: anAction({ state: 'approved' }), agent: anAgentThat(ASK), settings: RUNNING, rounds: [] },
    ...{ row: anApproval(), byGuardrail: false },
    ...over,
  });
}

/** The guardrail allowed it; no row yet, and nothing stands in the way. */
function allowed(over: Partial<Situation> = {}): Plan {
  return planExecution({
    ...{ now: NOW, action: anAction({ state: 'allowed' }), agent: anAgentThat(ALLOW), settings: RUNNING, rounds: [] },
    ...{ row: undefined, byGuardrail: true },
    ...over,
  });
}

describe('an approved action', () => {
  it('is claimed with the content that was approved', () => {
    expect(approved()).toEqual({
      do: 'claim',
      row: anApproval(),
      content: { capability: 'send_email', input: JSON.parse(sealedEmail().canonical) },
    });
  });

  it.each([
    ['asks', ASK],
    ['allows', ALLOW],
    ['asks outside the list', ASK_OUTSIDE],
  ])('runs where the guardrail %s: a person said yes', (_, guardrail) => {
    expect(approved({ agent: anAgentThat(guardrail) })).toMatchObject({ do: 'claim' });
  });

  it.each([
    ['the workspace', { settings: { ...RUNNING, hold: true } }],
    ['its agent', { agent: anAgentThat(ASK, { hold: true }) }],
  ])('waits while %s is on hold', (_, over) => {
    expect(approved(over)).toEqual({ do: 'stop', why: 'held' });
  });

  it.each(['claimed', 'executed', 'failed', 'uncertain', 'rejected', 'lapsed'] as const)(
    'is left alone when its row is %s',
    (state) => {
      expect(approved({ row: aRow(state) })).toEqual({ do: 'stop', why: state });
    },
  );

  it.each([
    ['is over', at(-1)],
    ['ends this very moment', at(0)],
  ])('lapses when its authority %s', (_, lapsesAt) => {
    expect(approved({ row: anApproval({ lapsesAt }) })).toMatchObject({ do: 'lapse', reason: 'approval_lapsed' });
  });

  it("lapses even while on hold: nobody wants last week's email", () => {
    const over = { row: anApproval({ lapsesAt: at(-1) }), settings: { ...RUNNING, hold: true } };
    expect(approved(over)).toMatchObject({ do: 'lapse' });
  });

  it('waits out its back-off, and runs when it is over', () => {
    expect(approved({ row: anApproval({ notBefore: at(1) }) })).toEqual({ do: 'stop', why: 'backing_off' });
    expect(approved({ row: anApproval({ notBefore: at(0) }) })).toMatchObject({ do: 'claim' });
  });

  it.each([
    ['its content was swapped', swapped],
    ['its content and its hash were swapped', swappedWithHash],
    ['its content is damaged', { content: '{' }],
    ['its content got a field that nobody was shown', { content: `{"x":1,${sealedEmail().canonical.slice(1)}` }],
    ['it was given to another agent', { agentId: 'agt_2' }],
  ])('goes back to people when %s', (_, over) => {
    expect(approved({ action: anAction(over) })).toMatchObject({ do: 'lapse', reason: 'content_changed' });
  });

  it.each([
    ['the settings block it now', anAgentThat(BLOCK_OUTSIDE)],
    ['the capability was taken away', anAgent({ capabilities: {} })],
    [
      'the capability was switched off',
      anAgent({ capabilities: { send_email: { enabled: false, guardrail: ALLOW } } }),
    ],
    ['its agent is gone', undefined],
  ])('fails, whoever approved it, when %s', (_, agent) => {
    expect(approved({ agent })).toEqual({ do: 'refuse', row: anApproval(), code: 'blocked_by_policy' });
  });

  it('waits and does not fail when it is on hold and blocked', () => {
    expect(approved({ agent: anAgentThat(BLOCK_OUTSIDE, { hold: true }) })).toEqual({ do: 'stop', why: 'held' });
  });
});

describe('a decision that does not exist', () => {
  it('runs nothing, whatever the action says', () => {
    for (const state of ['approved', 'allowed', 'pending']) {
      expect(approved({ row: undefined, action: anAction({ state }) })).toEqual({ do: 'stop', why: 'no_decision' });
    }
  });
});

describe('an allowed action that no row stands for yet', () => {
  it('is judged again and claimed with what will run', () => {
    expect(allowed()).toMatchObject({ do: 'claim_allowed', hash: sealedEmail().hash });
  });

  it('is claimed with the hash of its content, not with the one beside it', () => {
    expect(allowed({ action: anAction({ state: 'allowed', hash: 'f'.repeat(64) }) })).toMatchObject({
      hash: sealedEmail().hash,
    });
  });

  it('asks when the settings ask now', () => {
    expect(allowed({ agent: anAgentThat(ASK) })).toEqual({ do: 'decline_allowed', hash: sealedEmail().hash });
  });

  it('asks when its content was swapped for one that is asked about', () => {
    const action = anAction({ state: 'allowed', ...swapped });
    expect(allowed({ action, agent: anAgentThat(ASK_OUTSIDE) })).toMatchObject({ do: 'decline_allowed' });
  });

  it('asks when its run is tainted', () => {
    expect(allowed({ action: anAction({ state: 'allowed', tainted: true }) })).toMatchObject({ do: 'decline_allowed' });
  });

  it.each([
    ['the settings block it now', anAgentThat(BLOCK_OUTSIDE)],
    ['its agent is gone', undefined],
  ])('fails when %s', (_, agent) => {
    expect(allowed({ agent })).toEqual({ do: 'refuse_allowed', code: 'blocked_by_policy', hash: sealedEmail().hash });
  });

  it('fails when its content cannot be read', () => {
    expect(allowed({ action: anAction({ state: 'allowed', content: '{' }) })).toMatchObject({ do: 'refuse_allowed' });
  });

  it.each([
    ['the workspace', { settings: { ...RUNNING, hold: true } }],
    ['its agent', { agent: anAgentThat(ALLOW, { hold: true }) }],
  ])('waits while %s is on hold', (_, over) => {
    expect(allowed(over)).toEqual({ do: 'stop', why: 'held' });
  });

  it.each(['approved', 'rejected', 'lapsed', 'executed'] as const)(
    'does not run beside a round that a person made (%s)',
    (state) => {
      expect(allowed({ rounds: [aRow(state)] })).toEqual({ do: 'stop', why: 'not_allowed' });
    },
  );

  it.each(['pending', 'rejected', 'blocked', 'executed'] as const)('does not run when the action is %s', (state) => {
    expect(allowed({ action: anAction({ state }) })).toEqual({ do: 'stop', why: 'not_allowed' });
  });
});

describe('an allowed action whose effect did not begin the first time', () => {
  const row = aGuardrailRow('approved', { attempt: 1, notBefore: at(-1) });

  it('is claimed again while the guardrail still allows it', () => {
    expect(allowed({ row })).toMatchObject({ do: 'claim' });
  });

  it.each([
    ['the settings ask now', { agent: anAgentThat(ASK) }, 'asks_now'],
    ['a person spoke meanwhile', { rounds: [aRow('rejected')] }, 'asks_now'],
    ['its content was swapped', { action: anAction({ state: 'approved', ...swapped }) }, 'content_changed'],
  ])('is not claimed again when %s', (_, over, reason) => {
    expect(allowed({ row, ...over })).toMatchObject({ do: 'lapse', reason });
  });

  it('fails when the settings block it now', () => {
    expect(allowed({ row, agent: anAgentThat(BLOCK_OUTSIDE) })).toMatchObject({ do: 'refuse' });
  });
});
