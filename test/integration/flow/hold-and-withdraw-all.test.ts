import { describe, expect, it } from 'vitest';
import { readCard } from '../../../functions/approval/read-card.ts';
import { withdrawAgent, withdrawWorkspace } from '../../../shared/approval/withdraw-waiting.ts';
import { claimApproved } from '../../../shared/ledger/transitions.ts';
import { holdAgent, holdWorkspace } from '../../../shared/workspace/hold.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };

describe('a person stops an agent, or all of them', () => {
  const workspace = useWorkspace();
  const approved = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    return actionId;
  };
  const hold = (personId: string, on: boolean) => holdAgent(workspace, 'agt_invoice', callerOf(personId), { hold: on });
  const holdAll = (personId: string, on: boolean) => holdWorkspace(workspace, callerOf(personId), { hold: on });

  it.each([
    ['an agent', hold],
    ['the workspace', holdAll],
  ])('with a hold on %s: what is approved waits, nothing is lost, and it runs after', async (_, set) => {
    const actionId = await approved();
    expect(await set('per_ada', true)).toMatchObject({ hold: true });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toEqual([]);
    expect(await workspace.stateOf(actionId)).toBe('approved');
    // Whoever may see the card sees why it waits, also who is no admin.
    const card = () => readCard(workspace.tables, callerOf('per_miguel'), actionId);
    const since = workspace.now().toISOString();
    expect((await card()).hold).toEqual({ of: set === hold ? 'agent' : 'workspace', by: 'Ada Admin', since });
    await set('per_ada', false);
    expect(await card()).not.toHaveProperty('hold');
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toHaveLength(1);
  });

  it('only if they may: editors and owners an agent, admins the workspace', async () => {
    expect(await hold('per_miguel', false)).toMatchObject({ hold: false });
    await expect(holdAgent(workspace, 'agt_stock', callerOf('per_miguel'), { hold: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(hold('per_nobody', true)).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
    await expect(holdAll('per_olivia', true)).rejects.toMatchObject({ code: 'NOT_ADMIN' });
    await expect(holdAgent(workspace, 'agt_none', callerOf('per_ada'), { hold: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  const withdrawAll = (personId: string, confirm: string) =>
    withdrawAgent(workspace, 'agt_invoice', callerOf(personId), confirm);

  it('and withdraws all that waits: pending, half and approved; not what runs or is done, nor of other agents', async () => {
    await withdrawAll('per_ada', 'Invoice helper');
    const pending = [];
    for (let index = 0; index < 25; index++) pending.push((await workspace.ask(DANA)).actionId);
    const waiting = [await approved(), await approved()];
    const running = await approved();
    const row = await workspace.rowOf(running);
    if (row?.state !== 'approved') throw new Error('expected an approved row');
    await claimApproved(workspace.tables, row, START);
    const done = await approved();
    await workspace.execute({ pk: done, round: 1 });
    const { actionId: others } = await workspace.ask(
      { to: ['news@acme.example'] },
      { agentId: 'agt_stock', tainted: true },
    );
    await workspace.press('per_olivia', others, 'approve');
    await workspace.settle({ approversNeeded: 2 });
    const { actionId: half } = await workspace.ask(DANA);
    await workspace.press('per_olivia', half, 'approve');

    expect(await withdrawAll('per_miguel', 'Invoice helper')).toEqual({ withdrawn: 28, left: 1 });
    for (const actionId of [...pending, ...waiting, half]) expect(await workspace.stateOf(actionId)).toBe('cancelled');
    expect(await workspace.rowOf(running)).toMatchObject({ state: 'claimed' });
    expect(await workspace.stateOf(done)).toBe('executed');
    expect(await workspace.stateOf(others)).toBe('approved');
    expect(await withdrawAll('per_miguel', 'Invoice helper')).toEqual({ withdrawn: 0, left: 1 });

    await expect(withdrawWorkspace(workspace, callerOf('per_olivia'), 'withdraw all')).rejects.toMatchObject({
      code: 'NOT_ADMIN',
    });
    await expect(withdrawWorkspace(workspace, callerOf('per_ada'), 'all')).rejects.toMatchObject({
      code: 'CONFIRM_MISMATCH',
    });
    expect(await withdrawWorkspace(workspace, callerOf('per_ada'), 'withdraw all')).toEqual({ withdrawn: 1, left: 1 });
    expect(await workspace.stateOf(others)).toBe('cancelled');
    await workspace.settle({});
  });

  it('but not by a slip, nor without the right', async () => {
    const { actionId } = await workspace.ask(DANA);
    await expect(withdrawAll('per_miguel', 'invoice helper')).rejects.toMatchObject({ code: 'CONFIRM_MISMATCH' });
    await expect(withdrawAgent(workspace, 'agt_stock', callerOf('per_miguel'), 'Stock reporter')).rejects.toMatchObject(
      { code: 'NOT_FOUND' },
    );
    expect(await workspace.stateOf(actionId)).toBe('pending');
  });

  it('while executors run: each action is either sent or withdrawn', async () => {
    const ids = [];
    for (let index = 0; index < 12; index++) ids.push(await approved());
    const [reply] = await Promise.all([
      withdrawAll('per_ada', 'Invoice helper'),
      ...ids.map((pk) => workspace.execute({ pk, round: 1 })),
    ]);
    const states = await Promise.all(ids.map((actionId) => workspace.stateOf(actionId)));
    expect(states.filter((state) => state === 'executed')).toHaveLength(workspace.sent.length);
    expect(states.filter((state) => state === 'cancelled')).toHaveLength(ids.length - workspace.sent.length);
    expect(reply.withdrawn).toBeGreaterThanOrEqual(ids.length - workspace.sent.length);
  });
});
