import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { repairLedger } from '../../../infra/operate/repair-ledger.ts';
import { wakeRows } from '../../../infra/operate/wake-rows.ts';
import { actionKey, readAction } from '../../../shared/action/action-table.ts';
import { type Copy, copyOf, putBack } from '../../support/copy-table.ts';
import { operating } from '../../support/restored.ts';
import { openTestWorkspace, type TestWorkspace } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };
const COLLEAGUE = { to: ['dana@acme.example'] };

describe('the ledger comes back from a backup', () => {
  let workspace: TestWorkspace;
  let operator: ReturnType<typeof operating>;
  let fresh: Copy;
  let backup: Copy;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
    operator = operating(workspace);
    fresh = await copyOf(workspace.tables.client, 'work');
  });
  afterAll(() => workspace.close());
  beforeEach(() => operator.startOver(fresh));

  const ask = async (email = DANA) => (await workspace.ask(email)).actionId;
  const approved = async () => {
    const id = await ask();
    await workspace.press('per_olivia', id, 'approve');
    return id;
  };
  const execute = (id: string) => workspace.execute({ pk: id, round: 1 });
  const takeBackup = async () => {
    backup = await copyOf(workspace.tables.client, 'ledger');
  };
  const restore = async () => {
    await operator.hold(true);
    await putBack(workspace.tables.client, 'ledger', backup, 'round');
  };
  /** What the script does. */
  const repair = async (apply = true) => {
    const all = { tables: workspace.tables, now: workspace.now, apply };
    const { repairs, held } = await repairLedger(all);
    if (apply) await wakeRows(all);
    return held ? repairs : 'not held';
  };
  const goOn = async () => {
    await operator.sweepOften();
    await operator.hold(false);
    await operator.sweepOften();
  };
  /** Runs an approved action whose executor dies before it can show the outcome. */
  const executeUnseen = async (id: string) => {
    const before = await readAction(workspace.tables, id);
    await execute(id);
    await workspace.tables.client.send(new PutCommand({ TableName: 'work', Item: { ...actionKey(id), ...before } }));
  };

  it('without the script, what ran unseen since runs again', async () => {
    const id = await approved();
    await takeBackup();
    await executeUnseen(id);
    await restore();
    await goOn();
    expect(workspace.sent).toHaveLength(2);
  });

  it('with it, what may have run unseen since is for people to find out', async () => {
    const id = await approved();
    await takeBackup();
    await executeUnseen(id);
    await restore();
    expect(await repair()).toEqual({ uncertain: 1 });
    await goOn();
    expect(workspace.sent).toHaveLength(1);
    expect(await workspace.stateOf(id)).toBe('uncertain');
  });

  it('shows again what was shown before, and runs none of it', async () => {
    const [executed, rejected, withdrawn, open] = [await ask(), await ask(), await ask(), await ask()];
    await takeBackup();
    const allowed = await ask(COLLEAGUE);
    for (const id of [executed, withdrawn, open]) await workspace.press('per_olivia', id, 'approve');
    await workspace.press('per_olivia', rejected, 'reject');
    await workspace.press('per_olivia', withdrawn, 'withdraw');
    await execute(executed);
    workspace.started.length = 0;
    await restore();
    expect(await repair(false)).toEqual({ executed: 2, rejected: 1, withdrawn: 1, uncertain: 1 });
    expect(await copyOf(workspace.tables.client, 'ledger')).toEqual([]);
    await repair();
    await goOn();
    const all = [executed, rejected, withdrawn, open, allowed];
    expect(await Promise.all(all.map((id) => workspace.stateOf(id)))).toEqual([
      ...['executed', 'rejected', 'cancelled', 'uncertain', 'executed'],
    ]);
    expect(await operator.waiting()).toEqual([]);
    expect(workspace.sent).toHaveLength(2);
    expect(await repair(false)).toEqual({});
  });

  it('leaves what was allowed and lost its row to people', async () => {
    await takeBackup();
    const id = await ask(COLLEAGUE);
    const { pv: _, ...action } = (await readAction(workspace.tables, id)) ?? {};
    await workspace.tables.client.send(
      new PutCommand({ TableName: 'work', Item: { ...actionKey(id), ...action, pv: 0, state: 'allowed' } }),
    );
    await restore();
    await repair();
    await goOn();
    expect(await workspace.stateOf(id)).toBe('uncertain');
    expect(workspace.sent).toHaveLength(1);
  });

  it('doubts an approval whose action is gone', async () => {
    const id = await approved();
    await takeBackup();
    await restore();
    await workspace.tables.client.send(new DeleteCommand({ TableName: 'work', Key: actionKey(id) }));
    expect(await repair()).toEqual({ uncertain: 1 });
    expect(await workspace.rowOf(id)).toMatchObject({ state: 'uncertain', decidedBy: 'per_olivia' });
  });

  it('lets people say what they found, and send it again', async () => {
    const id = await approved();
    await takeBackup();
    await restore();
    await repair();
    await goOn();
    await workspace.checked('per_olivia', id, 'not_sent');
    await workspace.press('per_olivia', id, 'send_again');
    await goOn();
    expect(await workspace.stateOf(id)).toBe('executed');
    expect(workspace.sent).toHaveLength(1);
  });

  it('writes nothing while the workspace is not on hold', async () => {
    await approved();
    await takeBackup();
    expect(await repair()).toBe('not held');
    expect(await copyOf(workspace.tables.client, 'ledger')).toEqual(backup);
  });

  it('cannot know of a decision that neither table remembers: the known limit', async () => {
    const id = await ask();
    const asked = await readAction(workspace.tables, id);
    await takeBackup();
    await workspace.press('per_olivia', id, 'approve');
    await execute(id);
    await workspace.tables.client.send(new PutCommand({ TableName: 'work', Item: { ...actionKey(id), ...asked } }));
    await restore();
    expect(await repair()).toEqual({});
    await goOn();
    expect(await operator.waiting()).toEqual([id]);
    await workspace.press('per_ada', id, 'approve');
    await goOn();
    expect(workspace.sent).toHaveLength(2);
  });
});
