import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { listPending } from '../../../functions/approval/list-pending.ts';
import { isToBeTold } from '../../../shared/agent/told.ts';
import { readRounds } from '../../../shared/ledger/ledger-table.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'], subject: 'Invoice', text: 'It is paid.' };

describe('an action that two people must approve', () => {
  const workspace = useWorkspace();
  beforeEach(async () => {
    await workspace.settle({ approversNeeded: 2 });
  });
  const halfApproved = async () => {
    const { actionId } = await workspace.ask(DANA);
    expect(await workspace.press('per_olivia', actionId, 'approve')).toMatchObject({ state: 'half', round: 1 });
    return actionId;
  };

  it('waits after the first yes: nothing runs, nothing lapses, and it stays in the list', async () => {
    const actionId = await halfApproved();
    await workspace.sweep();
    await workspace.execute({ pk: actionId, round: 1 });
    workspace.clock.now = new Date(START.getTime() + 400 * 24 * 60 * 60_000);
    await workspace.sweep();
    expect(workspace.sent).toEqual([]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'half' });
    expect(await workspace.stateOf(actionId)).toBe('pending');
    const by = { personId: 'per_miguel', signedInAt: START.toISOString() };
    const { items } = await listPending(workspace.tables, by, { limit: 100, after: '' });
    expect(items).toContainEqual(expect.objectContaining({ actionId, pendingReason: 'one_more_person' }));
  });

  it('is sent once after a second person agreed, with both names, and an authority that begins then', async () => {
    const actionId = await halfApproved();
    workspace.clock.now = new Date(START.getTime() + 60_000);
    expect(await workspace.press('per_miguel', actionId, 'approve')).toMatchObject({ state: 'approved' });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toHaveLength(1);
    expect(await workspace.rowOf(actionId)).toMatchObject({
      ...{ state: 'executed', decidedBy: 'per_olivia', second: { decidedBy: 'per_miguel' } },
      lapsesAt: new Date(START.getTime() + 60_000 + 24 * 60 * 60_000).toISOString(),
    });
  });

  it.each([
    ['the second yes', 'approve'],
    ['a no', 'reject'],
  ] as const)('has the agent told of its end when %s ticks it, though the first yes did not', async (_, verdict) => {
    const told = await halfApproved();
    await workspace.press('per_miguel', told, verdict, { notifyAgent: true });
    await workspace.execute({ pk: told, round: 1 });
    const untold = await halfApproved();
    await workspace.press('per_miguel', untold, verdict);
    await workspace.execute({ pk: untold, round: 1 });
    const isWanted = async (actionId: string) => {
      const row = await workspace.rowOf(actionId);
      return row && isToBeTold(workspace.tables, row);
    };
    expect([await isWanted(told), await isWanted(untold)]).toEqual([true, false]);
  });

  it('is not approved by the same person twice', async () => {
    const actionId = await halfApproved();
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toMatchObject({ code: 'SAME_PERSON' });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'half', v: 1 });
  });

  it('is not approved by the same person twice in the same instant', async () => {
    const { actionId } = await workspace.ask(DANA);
    await Promise.allSettled(Array.from({ length: 10 }, () => workspace.press('per_olivia', actionId, 'approve')));
    expect(await readRounds(workspace.tables, actionId)).toMatchObject([{ state: 'half', v: 1 }]);
  });

  it.each([
    ['reject', 'rejected', 'rejected'],
    ['withdraw', 'withdrawn', 'cancelled'],
  ] as const)('ends when the second person, or the first again, presses %s', async (verdict, row, action) => {
    for (const personId of ['per_miguel', 'per_olivia']) {
      const actionId = await halfApproved();
      expect(await workspace.press(personId, actionId, verdict)).toMatchObject({ verdict, state: row });
      expect(await workspace.stateOf(actionId)).toBe(action);
      await expect(workspace.press('per_ada', actionId, 'approve')).rejects.toMatchObject({
        code: 'ALREADY_DECIDED',
        details: { winner: { verdict } },
      });
    }
  });

  it('has one end when a yes, a no and a withdrawal come in the same instant', async () => {
    for (let race = 0; race < 15; race++) {
      const actionId = await halfApproved();
      const ends = await Promise.allSettled([
        workspace.press('per_miguel', actionId, 'approve'),
        workspace.press('per_ada', actionId, 'reject'),
        workspace.press('per_ada', actionId, 'withdraw'),
      ]);
      const [row] = await readRounds(workspace.tables, actionId);
      // An approval that won may be withdrawn after it, which is a second write and not a second end.
      const approvedThenWithdrawn = row?.state === 'withdrawn' && 'second' in row && row.second;
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(approvedThenWithdrawn ? 2 : 1);
      expect(row?.v).toBe(approvedThenWithdrawn ? 3 : 2);
    }
  });

  it('has one second person when two agree in the same instant, and tells the other', async () => {
    for (let race = 0; race < 15; race++) {
      const actionId = await halfApproved();
      const ends = await Promise.allSettled([
        workspace.press('per_miguel', actionId, 'approve'),
        workspace.press('per_ada', actionId, 'approve'),
      ]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'approved', v: 2 });
    }
  });

  it('takes the same click of the second person, sent twice, as one', async () => {
    const actionId = await halfApproved();
    const click = { decisionId: 'dec_thesecondone' };
    const answers = [
      await workspace.press('per_miguel', actionId, 'approve', click),
      await workspace.press('per_miguel', actionId, 'approve', click),
    ];
    expect(answers[0]).toEqual(answers[1]);
    expect(await workspace.rowOf(actionId)).toMatchObject({ v: 2 });
  });

  it('asks both again when somebody edited after the first yes', async () => {
    const actionId = await halfApproved();
    await workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'work',
        Key: { pk: `ACTION#${actionId}`, sk: 'STATE' },
        UpdateExpression: 'SET content = :content',
        ExpressionAttributeValues: { ':content': JSON.stringify({ ...DANA, text: 'Edited.', to: DANA.to }) },
      }),
    );
    await expect(workspace.press('per_miguel', actionId, 'approve')).rejects.toMatchObject({ code: 'CONTENT_CHANGED' });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'lapsed', outcome: { code: 'content_changed' } });
    expect(await workspace.rowOf(actionId, 2)).toBeUndefined();
  });

  it('goes on in the next round when the second person edits: theirs is the first yes then', async () => {
    const actionId = await halfApproved();
    const edited = { ...DANA, text: 'It is paid, thank you.' };
    expect(await workspace.press('per_miguel', actionId, 'approve', { edited })).toMatchObject({
      round: 2,
      state: 'half',
    });
    expect(await workspace.rowOf(actionId)).toMatchObject({ state: 'lapsed' });
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute({ pk: actionId, round: 2 });
    expect(workspace.sent).toMatchObject([{ content: { input: edited } }]);
  });

  it('is not read as approved when an executor role forged its state', async () => {
    const actionId = await halfApproved();
    await workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'ledger',
        Key: { pk: actionId, round: 1 },
        UpdateExpression: 'SET #state = :approved',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':approved': 'approved' },
      }),
    );
    await expect(workspace.execute({ pk: actionId, round: 1 })).rejects.toThrow();
    expect(workspace.sent).toEqual([]);
    await workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'ledger',
        Key: { pk: actionId, round: 1 },
        UpdateExpression: 'REMOVE dueShard, dueAt',
      }),
    );
  });

  it('needs two by the settings, whatever the action item says', async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'work',
        Key: { pk: `ACTION#${actionId}`, sk: 'STATE' },
        UpdateExpression: 'SET approversNeeded = :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    expect(await workspace.press('per_olivia', actionId, 'approve')).toMatchObject({ state: 'half' });
  });
});
