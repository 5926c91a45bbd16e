import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NotifyDeps, notifyOwners } from '../../../functions/notification/notify-owners.ts';
import { resolveEntries } from '../../../functions/notification/resolve-entries.ts';
import { tellAgent } from '../../../functions/outcome/tell-agent.ts';
import { readAction } from '../../../shared/action/action-table.ts';
import { markAwaited } from '../../../shared/agent/told.ts';
import { AUTHORITY_MS } from '../../../shared/ledger/authority.ts';
import { countWaiting, readBell } from '../../../shared/notification/bell-list.ts';
import { beginConversation, toldOf } from '../../support/begin-conversation.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const DANA = { to: ['dana@customer.example'] };
const ENV = { SYSTEM_SENDER: 'a@acme.example', CONFIGURATION_SET: 'system', CONSOLE_URL: 'https://console.example' };

describe('events that were lost for good', () => {
  const workspace = useWorkspace();
  beforeAll(() => beginConversation(workspace.tables));
  beforeEach(() => {
    workspace.stream.isLost = true;
  });

  const deps = (): NotifyDeps => ({
    ...workspace,
    env: ENV,
    ses: { send: async () => ({}) } as unknown as NotifyDeps['ses'],
  });
  const sweepAt = async (minutes: number) => {
    workspace.clock.now = new Date(START.getTime() + minutes * MINUTE);
    await workspace.sweep();
  };
  /** What was said again of this action, by name; whoever listens hears it. */
  const saidAgain = async (actionId: string) => {
    const heard = workspace.events
      .splice(0)
      .filter(({ detail }) => 'actionId' in detail && detail.actionId === actionId);
    for (const { name, detail } of heard) {
      if (name === 'approval.requested.v1') await notifyOwners(deps(), actionId, detail.round);
      if (name === 'approval.decided.v1') await resolveEntries(deps(), actionId, detail.round);
      if (name === 'approval.decided.v1') await tellAgent(workspace, { pk: actionId, round: detail.round });
      if (name === 'action.settled.v1') await tellAgent(workspace, { pk: detail.pk, round: detail.round });
    }
    return heard.map(({ name }) => name);
  };
  const bellOf = async (actionId: string) =>
    (await readBell(workspace.tables, 'per_olivia', 50)).filter((entry) => entry.actionId === actionId);
  const isOpen = async (actionId: string, round = 1) => 'dueAt' in ((await workspace.rowOf(actionId, round)) ?? {});

  it('a question is brought to people two minutes later, and then no more', async () => {
    const { actionId } = await workspace.ask(DANA);
    await sweepAt(1);
    expect(await saidAgain(actionId)).toEqual([]);
    await sweepAt(2);
    expect(await saidAgain(actionId)).toEqual(['approval.requested.v1']);
    expect(await bellOf(actionId)).toHaveLength(1);
    await sweepAt(10);
    await sweepAt(20);
    expect(await saidAgain(actionId)).toEqual([]);
    expect(await readAction(workspace.tables, actionId)).not.toHaveProperty('dueAt');
  });

  it('a question that was heard is not said again, and leaves the list', async () => {
    const { actionId } = await workspace.ask(DANA);
    await notifyOwners(deps(), actionId, 1);
    await sweepAt(2);
    expect(await saidAgain(actionId)).toEqual([]);
    expect(await readAction(workspace.tables, actionId)).not.toHaveProperty('dueAt');
    expect(await readAction(workspace.tables, actionId)).toMatchObject({ state: 'pending' });
  });

  it('a question of the next round is brought to people too', async () => {
    const { actionId } = await workspace.ask(DANA);
    await notifyOwners(deps(), actionId, 1);
    await workspace.press('per_olivia', actionId, 'approve');
    const lapsed = AUTHORITY_MS / MINUTE + 1;
    // Lapses, is shown, and is heard of by nobody.
    for (const minutes of [lapsed, lapsed + 1]) await sweepAt(minutes);
    workspace.events.length = 0;
    await sweepAt(lapsed + 4);
    expect(await saidAgain(actionId)).toContain('approval.requested.v1');
    expect((await bellOf(actionId)).map(({ round }) => round)).toContain(2);
  });

  it('a decision resolves the bell entries two minutes later, and only then the row is closed', async () => {
    const { actionId } = await workspace.ask(DANA);
    await notifyOwners(deps(), actionId, 1);
    expect(await countWaiting(workspace.tables, 'per_olivia', 51)).toBeGreaterThan(0);
    await workspace.press('per_miguel', actionId, 'reject');
    for (const minutes of [0, 1]) await sweepAt(minutes);
    expect(await saidAgain(actionId)).toEqual([]);
    expect(await isOpen(actionId)).toBe(true);
    await sweepAt(3);
    expect(await saidAgain(actionId)).toContain('approval.decided.v1');
    expect(await bellOf(actionId)).toMatchObject([{ resolved: { verdict: 'reject' } }]);
    await sweepAt(10);
    expect(await isOpen(actionId)).toBe(false);
  });

  it('an agent is told of an end two minutes later, once, and only then the row is closed', async () => {
    const { actionId } = await workspace.ask(DANA);
    await workspace.press('per_olivia', actionId, 'approve', { notifyAgent: true });
    await workspace.execute({ pk: actionId, round: 1 });
    for (const minutes of [0, 1, 3]) await sweepAt(minutes);
    expect(await isOpen(actionId)).toBe(true);
    expect(await saidAgain(actionId)).toEqual(['approval.decided.v1', 'action.settled.v1']);
    expect(await toldOf(workspace.tables, actionId)).toMatchObject([{ data: { outcome: 'executed' } }]);
    await sweepAt(10);
    expect(await saidAgain(actionId)).toEqual([]);
    expect(await isOpen(actionId)).toBe(false);
  });

  it('an agent that gave up waiting is told of an end two minutes later', async () => {
    const { actionId } = await workspace.ask({ to: ['records@acme.example'] });
    await markAwaited(workspace.tables, { conversationId: 'cnv_1', actionId });
    for (const minutes of [0, 1, 3]) await sweepAt(minutes);
    expect(await saidAgain(actionId)).toEqual(['action.settled.v1']);
    expect(await toldOf(workspace.tables, actionId)).toMatchObject([{ data: { outcome: 'executed' } }]);
    expect(await isOpen(actionId, 0)).toBe(true);
    await sweepAt(10);
    expect(await isOpen(actionId, 0)).toBe(false);
  });
});
