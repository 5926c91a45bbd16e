import { describe, expect, it } from 'vitest';
import { ActionState } from '#shared/action/action.ts';
import { agentOutcome } from '#shared/action/outcome.ts';

/** The words that P8 promises. */
const WORDS = ['executed', 'pending_approval', 'blocked', 'limited', 'rejected', 'failed', 'uncertain', 'cancelled'];

describe('what an agent is told of an action', () => {
  it.each([
    ['pending', 'pending_approval'],
    ['approved', 'pending_approval'],
    ['executed', 'executed'],
    ['blocked', 'blocked'],
    ['rejected', 'rejected'],
    ['failed', 'failed'],
    ['uncertain', 'uncertain'],
    ['cancelled', 'cancelled'],
    ['allowed', 'uncertain'],
  ] as const)('%s: %s', (state, outcome) => {
    expect(agentOutcome('act_1', state)).toMatchObject({ outcome, actionId: 'act_1' });
  });

  it.each(ActionState.options)('%s: one of the promised words, and a message', (state) => {
    const { outcome, message } = agentOutcome('act_1', state);
    expect(WORDS).toContain(outcome);
    expect(message).toMatch(/\.$/);
  });

  it.each(['pending', 'approved', 'blocked', 'rejected', 'uncertain', 'allowed'] as const)(
    '%s: not to do it again',
    (state) => {
      expect(agentOutcome('act_1', state).message).toMatch(/Do not (repeat|try) it/);
    },
  );

  it('carries a reason code only where there is one', () => {
    expect(agentOutcome('act_1', 'blocked', 'outside_list').reason).toBe('outside_list');
    expect(agentOutcome('act_1', 'executed')).not.toHaveProperty('reason');
  });
});
