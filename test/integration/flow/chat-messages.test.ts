import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { LEASE_MS } from '../../../functions/agent/answer.ts';
import { listConversations } from '../../../functions/agent/list-conversations.ts';
import { agentKey, readAgent } from '../../../shared/agent/agent-table.ts';
import { readConversation } from '../../../shared/agent/conversation-table.ts';
import { readMessages } from '../../../shared/agent/message-table.ts';
import { requireMember } from '../../../shared/people/person-table.ts';
import { newestFrom } from '../../../shared/routes/page-query.ts';
import { chatting } from '../../support/chatting.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

describe('messages of a chat', () => {
  const workspace = useWorkspace();
  const said = async (conversationId: string) =>
    (await readMessages(workspace.tables, conversationId)).flatMap(({ direction, text }) =>
      direction === 'in' ? [text] : [],
    );
  const setPaused = (paused: boolean) =>
    workspace.tables.client.send(
      new UpdateCommand({
        ...{ TableName: 'work', Key: agentKey('agt_desk'), UpdateExpression: 'SET paused = :paused' },
        ExpressionAttributeValues: { ':paused': paused },
      }),
    );
  const list = async (personId: string, asked: { after?: string; limit?: number; origin?: 'chat' | 'background' }) => {
    const [agent, person] = await Promise.all([
      readAgent(workspace.tables, 'agt_desk'),
      requireMember(workspace.tables, personId),
    ]);
    if (!agent) throw new Error('There is no agt_desk');
    const after = newestFrom(asked.after ?? '', new Date(workspace.now().getTime() + 60 * 60_000));
    return listConversations(workspace.tables, { agent, person }, { origin: 'chat', limit: 25, ...asked, after });
  };

  it('start one chat, however often the first one is sent in the same second', async () => {
    const miguel = chatting(workspace, 'per_miguel');
    const taken = await Promise.all(Array.from({ length: 5 }, () => miguel.start('Hello', 'msg_same000001')));
    expect(new Set(taken.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(taken.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await said(taken[0]?.conversationId ?? '')).toEqual(['Hello']);
  });

  it('are of two people two chats, though their ids are the same', async () => {
    const of = (personId: string) => chatting(workspace, personId).start('Hello', 'msg_twice00001');
    const [one, other] = await Promise.all([of('per_miguel'), of('per_olivia')]);
    expect(one.conversationId).not.toBe(other.conversationId);
  });

  it('are all kept when they come at once, each once, and all are answered', async () => {
    const miguel = chatting(workspace, 'per_miguel');
    const { conversationId } = await miguel.start('Hello', 'msg_many000000');
    const ids = [1, 2, 3, 4, 4, 3];
    const taken = await Promise.all([
      miguel.answer(conversationId),
      ...ids.map((id) => miguel.say(conversationId, `Message ${id}`, `msg_many00000${id}`)),
    ]);
    expect(taken.filter((one) => one?.duplicate)).toHaveLength(2);
    expect((await said(conversationId)).toSorted()).toEqual([
      'Hello',
      'Message 1',
      'Message 2',
      'Message 3',
      'Message 4',
    ]);
    await miguel.answer(conversationId);
    expect(await miguel.look(conversationId)).toMatchObject({ state: 'idle' });
    expect(await readConversation(workspace.tables, conversationId)).not.toHaveProperty('dueAt');
  });

  it('are seen by a page that waits for them, as soon as they are there', async () => {
    const miguel = chatting(workspace, 'per_miguel');
    const { conversationId } = await miguel.start('Hello', 'msg_wait000001');
    await miguel.answer(conversationId);
    const waiting = miguel.look(conversationId, { after: 2, wait: 20 });
    await miguel.say(conversationId, 'Are you there?');
    expect((await waiting).entries).toMatchObject([{ seq: 3, text: 'Are you there?' }]);
  });

  it('are not taken by a paused agent; what came before is answered once it goes on', async () => {
    const miguel = chatting(workspace, 'per_miguel');
    const { conversationId } = await miguel.start('Hello', 'msg_pause00001');
    await setPaused(true);
    await expect(miguel.say(conversationId, 'Still there?')).rejects.toMatchObject({ code: 'AGENT_PAUSED' });
    await expect(miguel.start('Hello')).rejects.toMatchObject({ code: 'AGENT_PAUSED' });
    await miguel.answer(conversationId);
    expect(await miguel.look(conversationId)).toMatchObject({ state: 'paused', lastSeq: 1 });
    const left = await readConversation(workspace.tables, conversationId);
    expect(left).toMatchObject({ dueAt: '2026-11-23T10:05:00.000Z' });
    expect(left).not.toHaveProperty('leaseUntil');
    await setPaused(false);
    workspace.clock.now = new Date(START.getTime() + LEASE_MS);
    await miguel.answer(conversationId);
    expect(await miguel.look(conversationId)).toMatchObject({ state: 'idle', lastSeq: 2 });
  });

  it('are listed by chat, newest first: one’s own, and all for who decides for the agent', async () => {
    const ids: Record<string, string[]> = { per_miguel: [], per_olivia: [] };
    for (const [index, personId] of ['per_miguel', 'per_olivia', 'per_miguel'].entries()) {
      workspace.clock.now = new Date(START.getTime() + (index + 1) * 60 * 60_000);
      ids[personId]?.unshift(
        (await chatting(workspace, personId).start(`Chat ${index}`, `msg_listed000${index}`)).conversationId,
      );
    }
    const [page, rest] = [await list('per_miguel', { limit: 1 }), await list('per_miguel', { limit: 2 })];
    expect(page.items).toMatchObject([{ title: 'Chat 2', isAnswering: true, personId: 'per_miguel' }]);
    expect(rest.items.map(({ conversationId }) => conversationId)).toEqual(ids.per_miguel);
    const second = await list('per_miguel', { limit: 1, after: page.next ?? '' });
    expect(second.items.map(({ conversationId }) => conversationId)).toEqual(ids.per_miguel?.slice(1));
    const all = await list('per_olivia', { limit: 3 });
    expect(all.items.map(({ title }) => title)).toEqual(['Chat 2', 'Chat 1', 'Chat 0']);
    expect((await list('per_miguel', { origin: 'background' })).items).toEqual([]);
  });
});
