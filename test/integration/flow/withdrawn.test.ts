import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { claimApproved } from '../../../shared/ledger/transitions.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };

describe('a person withdraws an action', () => {
  const workspace = useWorkspace();
  const approved = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve');
    return actionId;
  };
  const withdraw = (actionId: string) => workspace.press('per_miguel', actionId, 'withdraw');

  it('that waits: it is cancelled, and can be neither approved nor run', async () => {
    const { actionId } = await workspace.ask(DANA);
    expect(await withdraw(actionId)).toMatchObject({ verdict: 'withdraw', state: 'withdrawn' });
    expect(await workspace.stateOf(actionId)).toBe('cancelled');
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
      details: { winner: { verdict: 'withdraw', state: 'withdrawn' } },
    });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toEqual([]);
  });

  it('and it stays withdrawn, even where an executor role makes the row approved again', async () => {
    const actionId = await approved();
    await withdraw(actionId);
    await workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'ledger',
        Key: { pk: actionId, round: 1 },
        UpdateExpression: 'SET #state = :approved',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':approved': 'approved' },
      }),
    );
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toEqual([]);
  });

  it('that was approved and not begun: it is cancelled, the approval and who withdrew it are kept', async () => {
    const actionId = await approved();
    await withdraw(actionId);
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toEqual([]);
    expect(await workspace.stateOf(actionId)).toBe('cancelled');
    expect(await workspace.rowOf(actionId)).toMatchObject({
      ...{ state: 'withdrawn', verdict: 'approve', decidedBy: 'per_olivia' },
      stopped: { verdict: 'withdraw', decidedBy: 'per_miguel' },
    });
  });

  it('that an executor has claimed: too late, and the claim stands', async () => {
    const actionId = await approved();
    const row = await workspace.rowOf(actionId);
    if (row?.state !== 'approved') throw new Error('expected an approved row');
    await claimApproved(workspace.tables, row, START);
    await expect(withdraw(actionId)).rejects.toMatchObject({
      code: 'TOO_LATE_TO_WITHDRAW',
      details: { state: 'claimed' },
    });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'claimed' });
  });

  it('that is done or was decided otherwise: too late, and says what is so', async () => {
    const done = await approved();
    await workspace.execute({ pk: done, round: 1 });
    await expect(withdraw(done)).rejects.toMatchObject({
      ...{ code: 'TOO_LATE_TO_WITHDRAW', details: { state: 'executed', winner: { decidedBy: 'Olivia Owner' } } },
    });
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'reject');
    await expect(withdraw(actionId)).rejects.toMatchObject({
      code: 'TOO_LATE_TO_WITHDRAW',
      details: { state: 'rejected' },
    });
  });

  it('in the same instant as executors claim it: either it is sent once or it is cancelled, and never both', async () => {
    let sent = 0;
    for (let race = 0; race < 25; race++) {
      workspace.sent.length = 0;
      const actionId = await approved();
      const key = { pk: actionId, round: 1 };
      const [end] = await Promise.allSettled([withdraw(actionId), workspace.execute(key), workspace.execute(key)]);
      expect(workspace.sent).toHaveLength(end.status === 'fulfilled' ? 0 : 1);
      expect(await workspace.stateOf(actionId)).toBe(end.status === 'fulfilled' ? 'cancelled' : 'executed');
      sent += workspace.sent.length;
    }
    expect(sent).toBeLessThanOrEqual(25);
  });

  describe('that the guardrail allowed', () => {
    const forgotten = async () => {
      const run = workspace.executors.lambda.send;
      // The executor is never called, and the gate soon gives up waiting.
      workspace.executors.lambda.send = (async () => {
        setTimeout(() => {
          workspace.clock.now = new Date(START.getTime() + 60_000);
        }, 20);
      }) as unknown as typeof run;
      const { actionId } = await workspace.ask({ to: ['records@acme.example'] });
      workspace.executors.lambda.send = run;
      workspace.clock.now = START;
      return actionId;
    };

    it('and that nobody has begun: it is cancelled, and its executor finds its claim refused', async () => {
      const actionId = await forgotten();
      expect(await withdraw(actionId)).toMatchObject({ round: 0, state: 'withdrawn' });
      await workspace.execute({ pk: `G#${actionId}`, round: 0 });
      expect(workspace.sent).toEqual([]);
      expect(await workspace.stateOf(actionId)).toBe('cancelled');
    });

    it('and that gave its first attempt back: it is cancelled', async () => {
      workspace.providerAnswers(async () => ({ known: 'not_begun', code: 'ECONNREFUSED' }));
      const actionId = await forgotten();
      await workspace.execute({ pk: `G#${actionId}`, round: 0 });
      expect(await withdraw(actionId)).toMatchObject({ round: 0, state: 'withdrawn' });
      expect(await workspace.rowOf(actionId, 0)).toMatchObject({
        verdict: 'allow',
        stopped: { decidedBy: 'per_miguel' },
      });
      workspace.providerAnswers(async () => ({ known: 'done', code: 'accepted', providerId: 'ses-1' }));
    });

    it('in the same instant as its executor begins: one of the two', async () => {
      for (let race = 0; race < 15; race++) {
        workspace.sent.length = 0;
        const actionId = await forgotten();
        const [end] = await Promise.allSettled([
          withdraw(actionId),
          workspace.execute({ pk: `G#${actionId}`, round: 0 }),
        ]);
        expect(workspace.sent).toHaveLength(end.status === 'fulfilled' ? 0 : 1);
      }
    });
  });
});
