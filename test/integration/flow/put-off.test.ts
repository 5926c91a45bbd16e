import { describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/action/action-table.ts';
import { closeQuestion, putOffQuestion } from '../../../shared/action/question-due.ts';
import { putOffRow } from '../../../shared/ledger/put-off-row.ts';
import { claimApproved, giveBack } from '../../../shared/ledger/transitions.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const LATER = '2026-11-23T11:00:00.000Z';

describe('the sweep puts off what it saw, or takes it off its list', () => {
  const workspace = useWorkspace();
  const asked = async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    const action = await readAction(workspace.tables, actionId);
    if (!action) throw new Error('expected an action');
    return action;
  };

  it('but not a row that moved on meanwhile: nobody would begin its next try in time', async () => {
    const { actionId } = await asked();
    await workspace.press('per_olivia', actionId, 'approve');
    const seen = await workspace.rowOf(actionId);
    if (seen?.state !== 'approved') throw new Error('expected an approved row');
    const claimed = await claimApproved(workspace.tables, seen, START);
    await putOffRow(workspace.tables, seen, LATER);
    if (claimed.row?.state !== 'claimed') throw new Error('expected a claim');
    expect(await workspace.rowOf(actionId)).toMatchObject({ dueAt: claimed.row.dueAt });
    const back = await giveBack(workspace.tables, claimed.row, START);
    await putOffRow(workspace.tables, claimed.row, LATER);
    expect(await workspace.rowOf(actionId)).toMatchObject({ dueAt: back.row?.dueAt });
  });

  it('until it moves on: what ended otherwise than was believed is shown at once, also when its stream is lost', async () => {
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
    const { actionId } = await asked();
    await workspace.press('per_olivia', actionId, 'approve');
    await workspace.execute({ pk: actionId, round: 1 });
    const seen = await workspace.rowOf(actionId);
    if (seen?.state !== 'uncertain') throw new Error('expected an uncertain row');
    await putOffRow(workspace.tables, seen, LATER);
    expect(await workspace.rowOf(actionId)).toMatchObject({ dueAt: LATER });
    workspace.stream.isLost = true;
    await workspace.checked('per_olivia', actionId, 'sent');
    await workspace.sweep();
    workspace.stream.isLost = false;
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'executed' });
  });

  it('but not a row that another sweep closed meanwhile', async () => {
    const { actionId } = await asked();
    await workspace.press('per_miguel', actionId, 'reject');
    for (let sweep = 0; sweep < 2; sweep++) await workspace.sweep();
    const closed = await workspace.rowOf(actionId);
    if (!closed) throw new Error('expected a row');
    expect(closed).not.toHaveProperty('dueAt');
    await putOffRow(workspace.tables, closed, LATER);
    expect(await workspace.rowOf(actionId)).toEqual(closed);
  });

  it('but not the question of the next round, which nobody was told of', async () => {
    const first = await asked();
    await workspace.press('per_olivia', first.actionId, 'approve');
    workspace.clock.now = new Date('2026-11-24T10:00:01.000Z');
    await workspace.sweep();
    const next = await readAction(workspace.tables, first.actionId);
    expect(next).toMatchObject({ round: 2, dueAt: expect.stringMatching(/^2026-11-24T10:02/) });
    await closeQuestion(workspace.tables, first);
    await putOffQuestion(workspace.tables, first, LATER);
    expect(await readAction(workspace.tables, first.actionId)).toEqual(next);
  });

  it('and makes no action of a question that is gone', async () => {
    const gone = { ...(await asked()), actionId: 'act_gone' };
    await closeQuestion(workspace.tables, gone);
    await putOffQuestion(workspace.tables, gone, LATER);
    expect(await readAction(workspace.tables, 'act_gone')).toBeUndefined();
  });
});
