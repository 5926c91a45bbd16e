import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { guardrailKey } from '../../../shared/ledger/ledger.ts';
import { settingsKey } from '../../../shared/workspace/settings.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const HOUR = 3_600_000;
const DANA = { to: ['dana@customer.example'] };
/** The tests begin on a Monday at 10:00 of UTC. */
const open = (from: string, to: string, outside: 'ask' | 'block') => ({
  hours: { timeZone: 'UTC', outside, windows: [{ days: ['mon'], from, to }] },
});
const NOON = open('12:00', '13:00', 'block');

describe('hours of a capability', () => {
  const workspace = useWorkspace();
  const later = (hours: number) => {
    workspace.clock.now = new Date(START.getTime() + hours * HOUR);
  };
  const approved = async () => {
    await workspace.settle({});
    const { actionId } = await workspace.ask(DANA);
    return actionId;
  };

  it('block, or ask about, what is asked for outside', async () => {
    await workspace.settle(NOON);
    expect(await workspace.ask({ to: ['a@acme.example'] })).toMatchObject({
      outcome: 'blocked',
      reason: 'outside_hours',
    });
    await workspace.settle(open('12:00', '13:00', 'ask'));
    expect(await workspace.ask({ to: ['a@acme.example'] })).toMatchObject({
      outcome: 'pending_approval',
      reason: 'outside_hours',
    });
  });

  it('let what was approved outside wait for them, and then run once', async () => {
    const actionId = await approved();
    await workspace.settle(NOON);
    expect(await workspace.press('per_olivia', actionId, 'approve')).toMatchObject({ state: 'approved' });
    for (const hours of [0, 1, 1.9]) {
      later(hours);
      expect(await workspace.execute({ pk: actionId, round: 1 })).toEqual({ state: 'approved' });
    }
    const row = await workspace.rowOf(actionId);
    expect(row).toMatchObject({ state: 'approved', v: 1, dueAt: new Date(START.getTime() + 2 * HOUR).toISOString() });
    expect(workspace.sent).toEqual([]);
    later(2);
    for (let times = 0; times < 2; times++) await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toHaveLength(1);
  });

  it('draw no authority out: an approval that lapses before they begin goes back to people', async () => {
    const actionId = await approved();
    await workspace.settle(open('09:00', '09:30', 'block'));
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute({ pk: actionId, round: 1 });
    later(25);
    await workspace.sweep();
    expect(await workspace.stateOf(actionId)).toBe('pending');
    expect(workspace.sent).toEqual([]);
  });

  it('do not stop what a person approved where outside is only asked about', async () => {
    const actionId = await approved();
    await workspace.settle(open('12:00', '13:00', 'ask'));
    await workspace.press('per_olivia', actionId, 'approve');
    expect(await workspace.execute({ pk: actionId, round: 1 })).toEqual({ state: 'executed' });
  });
});

describe('what is turned off above an agent after a person approved', () => {
  const workspace = useWorkspace();
  const put = (over: object) =>
    workspace.tables.client.send(
      new PutCommand({
        TableName: workspace.tables.work,
        Item: { ...settingsKey, kind: 'settings', hold: false, ...over },
      }),
    );

  it('fails, and nothing is sent', async () => {
    await put({});
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    await put({ capabilities: { send_email: 'off' } });
    expect(await workspace.execute({ pk: actionId, round: 1 })).toEqual({ state: 'failed' });
    expect(await workspace.rowOf(actionId)).toMatchObject({ outcome: { code: 'blocked_by_policy' } });
    expect(workspace.sent).toEqual([]);
    expect(await workspace.ask({ to: ['a@acme.example'] })).toMatchObject({
      reason: 'capability_blocked_by_workspace',
    });
    expect(await workspace.execute(guardrailKey(actionId))).not.toEqual({ state: 'executed' });
    await put({});
  });
});
