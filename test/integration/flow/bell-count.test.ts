import { describe, expect, it } from 'vitest';
import { showBell } from '../../../functions/notification/show-bell.ts';
import type { BellEntry } from '../../../shared/notification/bell.ts';
import { resolveBell, ringBell } from '../../../shared/notification/bell-table.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const secondsOn = (seconds: number) => new Date(START.getTime() + seconds * 1000).toISOString();
const RESOLVED = { verdict: 'approve' as const, decidedBy: 'Ada Admin', decidedAt: START.toISOString() };

describe('what waits for a person', () => {
  const workspace = useWorkspace();
  const entry = (index: number, personId: string): BellEntry => ({
    ...{ kind: 'bell', personId, actionId: `act_${index}`, agentId: 'agt_invoice', agentName: 'Invoice helper' },
    ...{ round: 1, summary: 'Email', since: secondsOn(index), toldAt: secondsOn(index) },
  });
  const shownTo = (personId: string) => showBell(workspace.tables, { personId, role: 'member' });
  const ring = async (from: number, to: number, personId = 'per_olivia') => {
    for (let index = from; index < to; index++) await ringBell(workspace.tables, entry(index, personId));
  };
  const resolve = (index: number, personId = 'per_olivia') =>
    resolveBell(workspace.tables, entry(index, personId), RESOLVED);

  it('is counted in all, also what is older than the newest fifty', async () => {
    await ring(0, 55);
    await ring(0, 2, 'per_ada');
    for (let index = 5; index < 55; index++) await resolve(index);
    const { items, waiting, more } = await shownTo('per_olivia');
    expect(items).toHaveLength(50);
    expect(items.every(({ resolved }) => resolved)).toBe(true);
    expect({ waiting, more }).toEqual({ waiting: 5, more: false });
    expect(JSON.stringify(items)).not.toMatch(/due|per_olivia/);
  });

  it('is fifty, and more, where it is more than fifty', async () => {
    await ring(100, 145);
    expect(await shownTo('per_olivia')).toMatchObject({ waiting: 50, more: false });
    await ring(145, 146);
    expect(await shownTo('per_olivia')).toMatchObject({ waiting: 50, more: true });
  });

  it('is not counted twice where an entry is rung for again, nor where it was resolved', async () => {
    await ring(0, 2, 'per_miguel');
    await resolve(0, 'per_miguel');
    await ring(0, 2, 'per_miguel');
    await resolve(7, 'per_miguel');
    expect(await shownTo('per_miguel')).toMatchObject({ waiting: 1, more: false });
  });
});
