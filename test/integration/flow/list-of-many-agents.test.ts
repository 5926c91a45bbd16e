import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { listPending, type PendingQuery } from '../../../functions/approval/list-pending.ts';
import { pendingOf } from '../../../shared/action/action.ts';
import { actionKey } from '../../../shared/action/action-table.ts';
import { agentDirectoryKey } from '../../../shared/agent/agent-items.ts';
import { meterCapacity } from '../../budget/capacity-meter.ts';
import { loadPending, pendingAction } from '../../budget/load-pending.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const QUERIES: Partial<PendingQuery>[] = [
  {},
  { limit: 3 },
  { limit: 3, order: 'newest' },
  { capability: 'use_tool' },
  { until: new Date(START.getTime() + 3_000).toISOString() },
  { order: 'newest', until: new Date(START.getTime() + 3_000).toISOString() },
];

describe('the list of an admin with many agents', () => {
  const workspace = useWorkspace();
  const list = (query: Partial<PendingQuery> = {}) =>
    listPending(workspace.tables, callerOf('per_ada'), { limit: 50, after: '', ...query });
  const put = (Item: object) => workspace.tables.client.send(new PutCommand({ TableName: 'work', Item }));

  it('is what it is with few, with one read instead of one for each key', async () => {
    for (let second = 0; second < 6; second++) {
      workspace.clock.now = new Date(START.getTime() + second * 1_000);
      await workspace.ask({ to: ['dana@customer.example'], subject: `Number ${second}` });
      await workspace.request(
        'use_tool',
        { tool: 'book_courier', input: { order: `70${second}` } },
        { agentId: 'agt_shop' },
      );
    }
    const first = await list({ limit: 4 });
    const queries = [
      ...QUERIES,
      { limit: 4, after: first.next ?? '' },
      { limit: 4, after: first.next ?? '', order: 'newest' as const },
    ];
    const byKey = [];
    for (const query of queries) byKey.push(await list(query));
    expect(byKey[0]?.items).toHaveLength(12);
    for (let n = 0; n < 30; n++) {
      const agentId = `agt_more${n}`;
      await put({ ...agentDirectoryKey(agentId), kind: 'directory', agentId, name: agentId, defaultAccess: 'none' });
    }
    const meter = meterCapacity(workspace.tables.client);
    for (const [at, query] of queries.entries()) {
      expect(await list(query)).toEqual(byKey[at]);
      expect(meter.take().length).toBeLessThan(6);
    }
  });

  it('has nothing of an agent that this person does not decide for', async () => {
    const gone = { ...pendingAction(0), agentId: 'agt_gone', actionId: 'act_gone' };
    await put({ ...actionKey('act_gone'), ...gone, pendingOf: pendingOf('agt_gone', 'act_gone') });
    const { items } = await list();
    expect(items.map(({ actionId }) => actionId)).not.toContain('act_gone');
    expect(items).toHaveLength(12);
  });

  it('is read by key where more waits than one read takes', async () => {
    await loadPending(workspace.tables, 1, 1_001);
    const { items, next } = await list({ limit: 25 });
    expect(items.map(({ actionId }) => actionId)).toEqual(
      Array.from({ length: 25 }, (_, n) => pendingAction(n + 1).actionId),
    );
    expect(next).toBe(pendingAction(25).pendingAt);
  });
});
