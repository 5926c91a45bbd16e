import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { listPending } from '../../../functions/approval/list-pending.ts';
import { readCard } from '../../../functions/approval/read-card.ts';
import { editAccess } from '../../../shared/agent/agents.ts';
import { readRounds } from '../../../shared/ledger/ledger-table.ts';
import { personKey } from '../../../shared/people/person-table.ts';
import { agentOf, personOf } from '../../support/members.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const caller = (personId: string) => ({ personId, signedInAt: START.toISOString() });
const COURIER = { tool: 'book_courier', input: { order: '7003' } };

describe('people and an action of an agent', () => {
  const workspace = useWorkspace();

  it.each(['per_olivia', 'per_miguel', 'per_ada'])(
    'lets %s, who owns it, edits it or is an admin, read, find and decide it',
    async (personId) => {
      const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
      expect(await readCard(workspace.tables, caller(personId), actionId)).toMatchObject({
        state: 'pending',
        content: { to: ['dana@customer.example'] },
      });
      const { items } = await listPending(workspace.tables, caller(personId), { limit: 100, after: '' });
      expect(items.map((item) => item.actionId)).toContain(actionId);
      expect(await workspace.decide(personId, actionId)).toMatchObject({ verdict: 'approve' });
    },
  );

  it('shows nothing of it to a member without rights on the agent, and takes no decision from them', async () => {
    const { actionId } = await workspace.ask({ to: ['news@acme.example'] }, { agentId: 'agt_stock', tainted: true });
    await expect(readCard(workspace.tables, caller('per_miguel'), actionId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(workspace.decide('per_miguel', actionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { items } = await listPending(workspace.tables, caller('per_miguel'), { limit: 100, after: '' });
    expect(items.map((item) => item.actionId)).not.toContain(actionId);
    expect(await readRounds(workspace.tables, actionId)).toEqual([]);
  });

  it('answers the same for an action that does not exist', async () => {
    await expect(readCard(workspace.tables, caller('per_miguel'), 'act_none')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(workspace.decide('per_miguel', 'act_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes no decision for an agent that is not the one of the action', async () => {
    const { actionId } = await workspace.ask({ to: ['news@acme.example'] }, { agentId: 'agt_stock', tainted: true });
    const shown = { agentId: 'agt_invoice', round: 1, hash: '0'.repeat(64) };
    await expect(workspace.decide('per_miguel', actionId, { shown })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes no click of a person whose level was taken away since they opened the card', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    const { hash, round } = await readCard(workspace.tables, caller('per_miguel'), actionId);
    const agent = await agentOf(workspace.tables, 'agt_invoice');
    const { per_miguel: _, ...access } = agent.access;
    const asking = { person: await personOf(workspace.tables, 'per_olivia'), agent };
    const { version } = await editAccess(workspace, asking, { access, defaultAccess: 'none', version: agent.version });
    const shown = { agentId: 'agt_invoice', round, hash };
    await expect(workspace.decide('per_miguel', actionId, { shown })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readRounds(workspace.tables, actionId)).toEqual([]);
    const now = { ...asking, agent: await agentOf(workspace.tables, 'agt_invoice') };
    await editAccess(workspace, now, { access: agent.access, defaultAccess: agent.defaultAccess, version });
  });

  it('refuses a person who was removed, though the token still lives', async () => {
    const { actionId } = await workspace.ask({ to: ['dana@customer.example'] });
    await workspace.tables.client.send(new DeleteCommand({ TableName: 'work', Key: personKey('per_miguel') }));
    await expect(workspace.decide('per_miguel', actionId)).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
  });

  it('pages through everything that waits, oldest first, each once', async () => {
    const asked = [];
    for (let index = 0; index < 12; index++) {
      workspace.clock.now = new Date(START.getTime() + index * 1000 + 60_000);
      asked.push((await workspace.ask({ to: ['page@customer.example'], subject: `Page ${index}` })).actionId);
    }
    const seen: string[] = [];
    let after: string | undefined = '';
    while (after !== undefined) {
      const page: Awaited<ReturnType<typeof listPending>> = await listPending(workspace.tables, caller('per_olivia'), {
        limit: 5,
        after,
      });
      expect(page.items.length).toBeLessThanOrEqual(5);
      seen.push(...page.items.filter(({ summary }) => summary.includes('page@')).map(({ actionId }) => actionId));
      after = page.next;
    }
    expect(seen).toEqual(asked);
  });

  it('finds those of one kind, or that wait that long, behind any number of others', async () => {
    const late = new Date(START.getTime() + 3_600_000);
    workspace.clock.now = late;
    const { actionId } = await workspace.request('use_tool', COURIER, { agentId: 'agt_shop' });
    const found = async (query: Partial<Parameters<typeof listPending>[2]>) => {
      const page = await listPending(workspace.tables, caller('per_olivia'), { limit: 1, after: '', ...query });
      return page.items.map((item) => item.actionId);
    };
    expect(await found({ capability: 'use_tool' })).toEqual([actionId]);
    expect(await found({ capability: 'make_call' })).toEqual([]);
    expect(await found({ order: 'newest' })).toEqual([actionId]);
    expect(await found({ order: 'newest', until: late.toISOString() })).not.toContain(actionId);
    expect(await found({ agentId: 'agt_shop', until: late.toISOString() })).toEqual([]);
  });
});
