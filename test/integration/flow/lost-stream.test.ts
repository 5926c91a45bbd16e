import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dueShard } from '../../../shared/action/action.ts';
import { readAction } from '../../../shared/action/action-table.ts';
import { AUTHORITY_MS } from '../../../shared/ledger/authority.ts';
import { closeRow, readRow } from '../../../shared/ledger/ledger-table.ts';
import { claimApproved } from '../../../shared/ledger/transitions.ts';
import { settingsKey } from '../../../shared/workspace/settings.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };

describe('streams and bus lost everything', () => {
  const workspace = useWorkspace();
  beforeEach(() => {
    workspace.stream.isLost = true;
  });
  const approved = async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.decide('per_olivia', actionId);
    return { actionId, key: { pk: actionId, round: 1 } };
  };

  it('still starts what was approved', async () => {
    const { key } = await approved();
    await workspace.sweep();
    expect(workspace.started).toContainEqual(key);
  });

  it('looks at a settled row until its action shows it, and then no more', async () => {
    const { actionId, key } = await approved();
    await workspace.execute(key);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'pending', pv: 0 });
    await workspace.sweep();
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'executed' });
    expect(await readRow(workspace.tables, key)).toHaveProperty('dueShard');
    await workspace.sweep();
    expect(await readRow(workspace.tables, key)).not.toHaveProperty('dueShard');
  });

  it('does not close a row that moved on after it was seen', async () => {
    const { key } = await approved();
    const seen = await readRow(workspace.tables, key);
    if (seen?.state !== 'approved') throw new Error('expected an approved row');
    await claimApproved(workspace.tables, seen, START);
    expect(await closeRow(workspace.tables, seen)).toBe(false);
    expect(await readRow(workspace.tables, key)).toHaveProperty('dueShard');
  });

  it('returns an approval that nobody used in its day to people', async () => {
    const { actionId, key } = await approved();
    workspace.clock.now = new Date(START.getTime() + AUTHORITY_MS + 1);
    await workspace.sweep();
    expect(await readRow(workspace.tables, key)).toMatchObject({ state: 'lapsed' });
    await workspace.sweep();
    expect(workspace.started).not.toContainEqual(key);
    expect(await readAction(workspace.tables, actionId)).toMatchObject({
      state: 'pending',
      round: 2,
      pendingReason: 'approval_lapsed',
    });
  });

  it('starts nothing that is on hold, and starts it when the hold is over', async () => {
    const { key } = await approved();
    const hold = (on: boolean) =>
      workspace.tables.client.send(
        new PutCommand({ TableName: 'work', Item: { ...settingsKey, kind: 'settings', hold: on } }),
      );
    await hold(true);
    await workspace.sweep();
    expect(workspace.started).not.toContainEqual(key);
    await hold(false);
    await workspace.sweep();
    expect(workspace.started).toContainEqual(key);
  });

  it('goes on past a row that it cannot read, and says that it failed on one', async () => {
    const broken = {
      pk: 'act_broken',
      round: 1,
      v: 1,
      state: 'approved',
      dueShard: dueShard('act_broken'),
      dueAt: START.toISOString(),
    };
    await workspace.tables.client.send(new PutCommand({ TableName: 'ledger', Item: broken }));
    const { key } = await approved();
    expect(await workspace.sweep()).toMatchObject({ failed: 1 });
    expect(workspace.started).toContainEqual(key);
    expect(workspace.started).not.toContainEqual({ pk: 'act_broken', round: 1 });
  });
});
