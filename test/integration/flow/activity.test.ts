import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countActivity } from '../../../functions/activity/count-activity.ts';
import { listActivity, listActivityOf } from '../../../functions/activity/list-activity.ts';
import { readCard } from '../../../functions/approval/read-card.ts';
import { readAgent } from '../../../shared/agent/agent-table.ts';
import { requireMember } from '../../../shared/people/person-table.ts';
import { newestFrom } from '../../../shared/routes/page-query.ts';
import { chatting } from '../../support/chatting.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const DANA = { to: ['Dana@customer.example'] };

describe('what agents did', () => {
  const workspace = useWorkspace();
  const asked: Record<string, string> = {};
  const page = (over: Partial<Parameters<typeof listActivityOf>[2]> = {}) => {
    return { limit: 25, ...over, before: newestFrom(over.before ?? '', workspace.now()) };
  };
  const listed = async (personId: string, agentId: string, over = {}) => {
    const [agent, person] = await Promise.all([
      readAgent(workspace.tables, agentId),
      requireMember(workspace.tables, personId),
    ]);
    if (!agent) throw new Error(`There is no ${agentId}`);
    return listActivityOf(workspace.tables, { agent, person }, page(over));
  };
  const numbers = async (personId: string, query: { agentId?: string } = {}) =>
    countActivity(workspace, await requireMember(workspace.tables, personId), { days: 2, ...query });
  const at = (seconds: number) => {
    workspace.clock.now = new Date(START.getTime() + seconds * 1000);
  };

  beforeAll(async () => {
    asked.allowed = (await workspace.ask({ to: ['bo@acme.example'] })).actionId;
    at(10);
    asked.approved = (await workspace.ask(DANA)).actionId;
    at(70);
    await workspace.press('per_olivia', asked.approved, 'approve');
    await workspace.execute({ pk: asked.approved, round: 1 });
    at(80);
    asked.rejected = (await workspace.ask(DANA)).actionId;
    at(81);
    await workspace.press('per_miguel', asked.rejected, 'reject');
    at(90);
    asked.waits = (await workspace.ask(DANA)).actionId;
    asked.blocked = (await workspace.ask({ to: ['press@elsewhere.example'] }, { agentId: 'agt_stock' })).actionId;
    await workspace.publish();
  });

  beforeEach(() => at(100));

  it('is listed newest first, with who decided, when, and how it ended', async () => {
    const { items } = await listed('per_olivia', 'agt_invoice');
    expect(items).toMatchObject([
      { actionId: asked.waits, state: 'pending', verdict: 'ask', rule: 'outside_list' },
      { actionId: asked.rejected, decision: { verdict: 'reject', by: 'Miguel Editor' }, state: 'rejected' },
      {
        ...{ actionId: asked.approved, state: 'executed', outcome: { code: 'accepted' } },
        decision: { verdict: 'approve', by: 'Olivia Owner', at: '2026-11-23T10:01:10.000Z' },
      },
      { actionId: asked.allowed, state: 'executed', verdict: 'allow', outcome: { code: 'accepted' } },
    ]);
    expect(items[3]).not.toHaveProperty('decision');
  });

  it('is paged without a gap', async () => {
    const seen: string[] = [];
    for (let before: string | undefined = ''; before !== undefined; ) {
      const got: Awaited<ReturnType<typeof listed>> = await listed('per_olivia', 'agt_invoice', { before, limit: 3 });
      seen.push(...got.items.map(({ actionId }) => actionId));
      before = got.next;
    }
    expect(seen).toEqual([asked.waits, asked.rejected, asked.approved, asked.allowed]);
  });

  it('is looked through for one kind, one state, or lately, over all of it and not over one page', async () => {
    const idsOf = ({ items }: Awaited<ReturnType<typeof listed>>) => items.map(({ actionId }) => actionId);
    // One a page, and the only one of this state is the last of four.
    const executed = await listed('per_olivia', 'agt_invoice', { state: 'executed', limit: 1 });
    expect(idsOf(executed)).toEqual([asked.approved]);
    const older = await listed('per_olivia', 'agt_invoice', { state: 'executed', limit: 1, before: executed.next });
    expect({ ids: idsOf(older), next: older.next }).toEqual({ ids: [asked.allowed], next: undefined });
    expect(idsOf(await listed('per_olivia', 'agt_invoice', { capability: 'http_request' }))).toEqual([]);
    const since = new Date(START.getTime() + 75_000).toISOString();
    expect(idsOf(await listed('per_olivia', 'agt_invoice', { since }))).toEqual([asked.waits, asked.rejected]);
  });

  it('is merged over the agents that somebody decides for, and no others', async () => {
    const ofOlivia = await listActivity(workspace.tables, await requireMember(workspace.tables, 'per_olivia'), page());
    expect(ofOlivia.items.map(({ actionId }) => actionId)).toContain(asked.blocked);
    const ofMiguel = await listActivity(workspace.tables, await requireMember(workspace.tables, 'per_miguel'), page());
    expect(ofMiguel.items.map(({ agentId }) => agentId)).not.toContain('agt_stock');
    expect(ofMiguel.items).toHaveLength(4);
  });

  it('shows who may only use an agent what came of their own chats, and nobody else’s', async () => {
    for (const personId of ['per_miguel', 'per_olivia']) {
      const chat = chatting(workspace, personId);
      const { conversationId } = await chat.start('email dana@customer.example that it is ready');
      await chat.answer(conversationId);
    }
    const ofMiguel = await listed('per_miguel', 'agt_desk');
    expect(ofMiguel.items).toMatchObject([{ origin: 'chat', trigger: { kind: 'chat', name: 'Miguel Editor' } }]);
    expect((await listed('per_olivia', 'agt_desk')).items).toHaveLength(2);
  });

  it('is counted by day, with the time to decide and whom it went to', async () => {
    const { days, decisions, recipients, partial } = await numbers('per_olivia', { agentId: 'agt_invoice' });
    expect(days).toMatchObject([
      { day: '2026-11-22', total: 0 },
      { day: '2026-11-23', total: 4, asked: 3, allowed: 1, approved: 1, rejected: 1, pending: 1, executed: 2 },
    ]);
    const { times, ...rest } = decisions;
    expect(rest).toEqual({ decided: 2, approved: 1, within2Seconds: 1, medianSeconds: 1, p90Seconds: 60 });
    expect(times.filter(({ approved, rejected }) => approved + rejected > 0)).toEqual([
      { upToSeconds: 2, approved: 0, rejected: 1 },
      { upToSeconds: 60, approved: 1, rejected: 0 },
    ]);
    expect(times.at(-1)).not.toHaveProperty('upToSeconds');
    expect(recipients).toEqual([
      { recipient: 'dana@customer.example', count: 3 },
      { recipient: 'bo@acme.example', count: 1 },
    ]);
    expect(partial).toBe(false);
  });

  it('is counted for those only who decide for the agent', async () => {
    await expect(numbers('per_miguel', { agentId: 'agt_desk' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(numbers('per_miguel', { agentId: 'agt_stock' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stands on the card: what came before with its recipient', async () => {
    const card = await readCard(workspace.tables, callerOf('per_olivia'), asked.waits ?? '');
    expect(card.recipientHistory).toEqual([
      {
        ...{ recipient: 'dana@customer.example', executed: 1, rejected: 1 },
        last: { at: '2026-11-23T10:01:20.000Z', state: 'rejected' },
      },
    ]);
  });
});

describe('the card of what an agent asked for in chat', () => {
  const workspace = useWorkspace();

  it('has the agent’s own words apart, and no history with others for who may only use the agent', async () => {
    const miguel = chatting(workspace, 'per_miguel');
    const { conversationId } = await miguel.start('email dana@customer.example that it is ready');
    await miguel.answer(conversationId);
    const { entries } = await miguel.look(conversationId);
    const actionId =
      entries.flatMap((entry) => (entry.kind === 'asked' ? (entry.action?.actionId ?? []) : []))[0] ?? '';
    const card = await readCard(workspace.tables, callerOf('per_miguel'), actionId);
    expect(card).toMatchObject({ agentSays: 'I email dana@customer.example.', recipientHistory: [], mayDecide: true });
  });
});
