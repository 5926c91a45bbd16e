import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { exportMonth } from '../../../functions/approval/export-month.ts';
import { readAudit } from '../../../functions/approval/read-audit.ts';
import { actionKey } from '../../../shared/action/action-table.ts';
import { recordDecision } from '../../../shared/approval/record-decision.ts';
import { rememberNotified } from '../../../shared/notification/bell-table.ts';
import type { Caller } from '../../../shared/people/caller.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { MINUTE, START } from '../../support/workspace.ts';

const FROM = {
  client: '3n4b5urk1ft4fl3mg5e62d9ado',
  ...{ amr: '[pwd mfa]', ip: '2001:db8:85a3::8a2e:370:7334', userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 20_0)' },
};

describe('who decides, and how', () => {
  const workspace = useWorkspace();
  const asked = async () => (await workspace.ask({ to: ['dana@customer.example'] })).actionId;
  const decide = async (actionId: string, by: Caller, openedAt = START.toISOString()) => {
    const card = await workspace.rowOf(actionId);
    expect(card).toBeUndefined();
    const { hash, agentId } = await workspace.actionOf(actionId);
    const shown = { agentId, round: 1, hash };
    const click = { decisionId: `dec_${actionId.slice(-20)}`, rendering: 'card-1', openedAt, notifyAgent: false };
    return recordDecision(workspace, actionId, by, { verdict: 'approve', shown, ...click });
  };

  it('wants a fresh sign-in where the capability says so, and only to let something run', async () => {
    await workspace.settle({ stepUp: true });
    const actionId = await asked();
    workspace.clock.now = new Date(START.getTime() + 6 * MINUTE);
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toMatchObject({
      ...{ code: 'STEP_UP_REQUIRED', details: { withinMinutes: 5 } },
    });
    const signedInAt = new Date(START.getTime() + 3 * MINUTE).toISOString();
    expect(await decide(actionId, { personId: 'per_olivia', signedInAt })).toMatchObject({ state: 'approved' });
    const other = await asked();
    expect(await workspace.press('per_olivia', other, 'reject')).toMatchObject({ state: 'rejected' });
    await workspace.settle({});
  });

  it('lets nobody approve what they asked for in a chat, where the capability says so', async () => {
    await workspace.settle({ requesterMayNotDecide: true });
    const actionId = await asked();
    await workspace.tables.client.send(
      new UpdateCommand({
        ...{ TableName: 'work', Key: actionKey(actionId), UpdateExpression: 'SET chatPersonId = :who' },
        ExpressionAttributeValues: { ':who': 'per_olivia' },
      }),
    );
    const own = workspace.press('per_olivia', actionId, 'approve');
    await expect(own).rejects.toMatchObject({ code: 'REQUESTER_MAY_NOT_DECIDE' });
    expect(await workspace.press('per_miguel', actionId, 'approve')).toMatchObject({ state: 'approved' });
    await workspace.settle({});
  });

  it('keeps on the row from where and how it was decided, within the size of one write unit', async () => {
    const actionId = await asked();
    await decide(actionId, { ...callerOf('per_olivia'), from: FROM });
    const row = await workspace.rowOf(actionId);
    expect(row).toMatchObject({
      signedInAt: START.toISOString(),
      how: { client: FROM.client, amr: '[pwd mfa]', ip: FROM.ip, rendering: 'card-1', openMs: 0 },
    });
    expect(JSON.stringify(row).length).toBeLessThan(1_024);
  });

  it('tells the story of an action in order, and says who was hasty', async () => {
    const actionId = await asked();
    workspace.clock.now = new Date(START.getTime() + 1_000);
    await decide(actionId, { ...callerOf('per_olivia'), from: FROM });
    await workspace.execute({ pk: actionId, round: 1 });
    const { entries } = await readAudit(workspace.tables, callerOf('per_miguel'), actionId);
    expect(entries.map(({ what }) => what)).toEqual(['requested', 'judged', 'decided', 'claimed', 'executed']);
    expect(entries[2]).toMatchObject({
      says: 'Olivia Owner approved it, less than 2 seconds after opening it.',
      by: { personId: 'per_olivia' },
      details: { hasty: true, ip: FROM.ip, rendering: 'card-1' },
    });
  });

  it('says in the story who was told, and when', async () => {
    const actionId = await asked();
    await rememberNotified(workspace.tables, actionId, 1, {
      ...{ kind: 'notified', since: START.toISOString(), personIds: ['per_olivia', 'per_ada'] },
    });
    const { entries } = await readAudit(workspace.tables, callerOf('per_miguel'), actionId);
    expect(entries.find(({ what }) => what === 'told')).toMatchObject({
      ...{ at: START.toISOString(), round: 1, says: '2 people were told of it.' },
      details: { personIds: ['per_olivia', 'per_ada'] },
    });
  });

  it('exports a month, page by page, every action once and without content', async () => {
    const seen: string[] = [];
    let after: string | undefined = '';
    while (after !== undefined) {
      const page: Awaited<ReturnType<typeof exportMonth>> = await exportMonth(workspace.tables, {
        ...{ month: '2026-11', after, limit: 2 },
      });
      seen.push(...page.lines.map(({ actionId }) => actionId));
      expect(JSON.stringify(page.lines)).not.toContain('dana@customer.example');
      after = page.next;
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen).toHaveLength(6);
  });
});
