import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { repairLedger } from '../../infra/operate/repair-ledger.ts';
import { carryOut } from './handlers/carry-out.ts';
import { drain } from './handlers/drain.ts';
import { go, oneCall } from './handlers/fates.ts';
import { execute } from './handlers/invocations.ts';
import { closeWorld, openLab, openWorld } from './handlers/open-world.ts';
import { press } from './handlers/people.ts';
import type { Ended, Process, World } from './handlers/state.ts';
import * as t from './handlers/stories.ts';
import { lookAtRows, tablesOf, writeRow } from './handlers/surroundings.ts';
import { rowsOf, truthOf } from './handlers/truth.ts';

describe('on the real handlers', () => {
  let lab: Awaited<ReturnType<typeof openLab>>;
  let world: World;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());
  beforeEach(async () => {
    world = await openWorld(lab, 'plain');
  });
  afterEach(() => closeWorld(world));

  const tell = async (...told: t.Told[]) => {
    for (const command of t.story(...told)(0)) await carryOut(world, command);
  };
  const actionId = () => world.actions[0]?.actionId ?? '';
  const rowNow = () => {
    const [row] = rowsOf(world, actionId());
    if (!row) throw new Error('there is no row');
    return row;
  };

  it('a hundred people who press at once get one decision, and 99 are told who won', async () => {
    await tell(t.asked);
    const racers: Process[] = [];
    for (let person = 0; person < 100; person++) {
      const verdict = person % 2 === 0 ? 'approve' : 'reject';
      const racer = await press(world, { action: 0, person, verdict, isOld: false }, 0);
      if (racer) racers.push(racer);
      world.lastId++;
    }
    // Everybody reads, then everybody writes: as close together as it can be.
    for (let call = 0; racers.some(({ dead }) => !dead) && call < 50; call++)
      for (const racer of racers) if (!racer.dead) await oneCall(world, racer, 'none');
    const statuses = racers.map(({ result }) => (result as Ended & { value: { statusCode: number } }).value.statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(99);
    expect(rowsOf(world, actionId())).toHaveLength(1);
    expect(world.broken).toBeUndefined();
  });

  it('a ledger that was restored behind what its action shows runs nothing twice', async () => {
    await tell(...t.approved);
    const approved = rowNow();
    await tell(t.run('done'), ...t.swept, ...t.swept);
    expect(truthOf(world, approved).effects).toBe(1);
    await writeRow(world, approved);
    const executor = await execute(world, 'email', { pk: approved.pk, round: 1 }, { outcome: 'done', skewMs: 0 });
    await go(world, executor, 'none', 0);
    expect(truthOf(world, approved).effects).toBe(1);
    expect(executor.errors).toContain('ledger is behind its projection');
  });

  it('a ledger that was restored by its runbook runs nothing twice, and leaves it to people', async () => {
    await tell(...t.approved);
    const approved = rowNow();
    await tell(t.run('lostDone'), ['hold']);
    await writeRow(world, approved);
    await repairLedger({ tables: tablesOf(world), now: () => new Date(world.now), apply: true });
    await lookAtRows(world);
    await drain(world, true);
    expect(world.broken).toBeUndefined();
    expect(rowNow().state).toBe('uncertain');
    expect(truthOf(world, approved).effects).toBe(1);
  });

  it('a decision whose row and projection both fell into the gap is asked again, and runs twice: the known limit', async () => {
    await tell(...t.approved);
    const [before] = world.items.values();
    await tell(t.run('done'));
    const { ledger: TableName } = world.tables;
    await world.lab.call('DeleteItem', { TableName, Key: { pk: actionId(), round: 1 } });
    world.rows.clear();
    await repairLedger({ tables: tablesOf(world), now: () => new Date(world.now), apply: true });
    await lookAtRows(world);
    expect(before?.state).toBe('pending');
    await tell(['approve', { b: 2 }], t.run('done'));
    expect(world.broken).toMatch(/^I1 second effect/);
  });
});
