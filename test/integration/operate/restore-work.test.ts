import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wakeRows } from '../../../infra/operate/wake-rows.ts';
import { closeRow } from '../../../shared/ledger/ledger-table.ts';
import { type Copy, copyOf, putBack } from '../../support/copy-table.ts';
import { operating } from '../../support/restored.ts';
import { openTestWorkspace, type TestWorkspace } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };

/** As an action is once people were told that it waits, or had decided before: the sweep has nothing to do with it. */
function toldOf({ dueShard, dueAt, ...item }: Copy[number]): Copy[number] {
  return item;
}

describe('work comes back from a backup', () => {
  let workspace: TestWorkspace;
  let operator: ReturnType<typeof operating>;
  /** What was asked for before the backup, by what became of it since. */
  let asked: Record<'executed' | 'rejected' | 'approvedBefore' | 'waiting' | 'uncertain', string>;

  let fresh: Copy;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
    operator = operating(workspace);
    fresh = await copyOf(workspace.tables.client, 'work');
  });
  afterAll(() => workspace.close());

  beforeEach(async () => {
    await operator.startOver(fresh);
    const ask = async () => (await workspace.ask(DANA)).actionId;
    asked = {
      ...{ executed: await ask(), rejected: await ask(), approvedBefore: await ask() },
      ...{ waiting: await ask(), uncertain: await ask() },
    };
    await workspace.press('per_olivia', asked.approvedBefore, 'approve');
    const backup = (await copyOf(workspace.tables.client, 'work')).map(toldOf);
    await goOn();
    await restore(backup);
  });

  async function goOn() {
    for (const id of [asked.executed, asked.uncertain]) await workspace.press('per_olivia', id, 'approve');
    await workspace.press('per_olivia', asked.rejected, 'reject');
    await workspace.execute({ pk: asked.executed, round: 1 });
    await workspace.execute({ pk: asked.approvedBefore, round: 1 });
    workspace.providerAnswers(async () => ({ known: 'unknown', code: 'TimeoutError' }));
    await workspace.execute({ pk: asked.uncertain, round: 1 });
    await operator.sweepOften();
    expect(await copyOf(workspace.tables.client, 'ledger')).not.toContainEqual(
      expect.objectContaining({ dueShard: expect.anything() }),
    );
    expect(workspace.sent).toHaveLength(3);
  }

  async function restore(backup: Copy) {
    await putBack(workspace.tables.client, 'work', backup, 'sk');
    await operator.hold(true);
  }

  const wake = (apply = true) => wakeRows({ tables: workspace.tables, now: workspace.now, apply });
  const expectAllAsTheLedgerKnows = async () => {
    expect(await operator.waiting()).toEqual([asked.waiting]);
    const states = await Promise.all(Object.values(asked).map((id) => workspace.stateOf(id)));
    expect(states).toEqual(['executed', 'rejected', 'executed', 'pending', 'uncertain']);
    expect(workspace.sent).toHaveLength(3);
  };

  it('without the script, what is done looks pending for good, though it does not run again', async () => {
    await operator.hold(false);
    await operator.sweepOften();
    expect(await workspace.stateOf(asked.executed)).toBe('pending');
    expect(await operator.waiting()).toHaveLength(4);
    await expect(workspace.press('per_ada', asked.rejected, 'approve', {})).rejects.toThrow();
    expect(workspace.sent).toHaveLength(3);
  });

  it('with it, the list is what the ledger knows, nothing runs again, and the sweep comes to an end', async () => {
    expect(await wake()).toEqual({ held: true, rows: 4, unshown: 0, woken: 4, moved: 0, unreadable: 0 });
    await operator.sweepOften();
    await operator.hold(false);
    await operator.sweepOften();
    await expectAllAsTheLedgerKnows();
    expect(await wake(false)).toMatchObject({ rows: 4, unshown: 0 });
    await workspace.press('per_olivia', asked.waiting, 'approve');
    await workspace.execute({ pk: asked.waiting, round: 1 });
    expect(workspace.sent).toHaveLength(4);
  });

  it('may be run twice and beside a sweep', async () => {
    const [first, , second] = await Promise.all([wake(), workspace.sweep(), wake()]);
    expect(first.woken + first.moved).toBe(4);
    expect(second.woken + second.moved).toBe(4);
    await operator.sweepOften();
    await operator.hold(false);
    await operator.sweepOften();
    await expectAllAsTheLedgerKnows();
  });

  it('is not undone by a sweep that saw its row before', async () => {
    const seen = await workspace.rowOf(asked.executed);
    await wake();
    expect(seen && (await closeRow(workspace.tables, seen))).toBe(false);
    expect(await workspace.rowOf(asked.executed)).toHaveProperty('dueShard');
  });

  it('only counts unless it is told to write, and says how much the sweep has left to show', async () => {
    const before = await copyOf(workspace.tables.client, 'ledger');
    expect(await wake(false)).toEqual({ held: true, rows: 4, unshown: 0, woken: 0, moved: 0, unreadable: 0 });
    expect(await copyOf(workspace.tables.client, 'ledger')).toEqual(before);
    await wake();
    expect(await wake(false)).toMatchObject({ unshown: 4 });
  });

  it('writes nothing while the workspace is not on hold', async () => {
    await operator.hold(false);
    const before = await copyOf(workspace.tables.client, 'ledger');
    expect(await wake()).toMatchObject({ held: false, woken: 0 });
    expect(await copyOf(workspace.tables.client, 'ledger')).toEqual(before);
  });

  it('goes on where it stopped', async () => {
    const [first] = await copyOf(workspace.tables.client, 'ledger');
    const resume = { pk: String(first?.pk), round: Number(first?.round) };
    const rest = await wakeRows({ tables: workspace.tables, now: workspace.now, apply: true, resume });
    expect(rest).toMatchObject({ rows: 3, woken: 3 });
  });
});
