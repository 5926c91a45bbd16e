import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { readCard } from '../../../functions/approval/read-card.ts';
import { readAction } from '../../../shared/action/action-table.ts';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import { chatting } from '../../support/chatting.ts';
import { callerOf } from '../../support/people.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const EMAIL = 'email dana@customer.example that her parcel is on its way';

describe('a person who chats with an agent', () => {
  const workspace = useWorkspace();
  let asked = 0;
  /** A chat in which Miguel, who may only use the agent, has asked for an email that waits for somebody. */
  const chatOfMiguel = async () => {
    const miguel = chatting(workspace, 'per_miguel');
    const { conversationId } = await miguel.start(EMAIL, `msg_asked00000${++asked}`);
    await miguel.answer(conversationId);
    const { entries } = await miguel.look(conversationId);
    const call = entries.find((entry) => entry.kind === 'asked');
    return { miguel, conversationId, actionId: call?.action?.actionId ?? '' };
  };
  const setAgent = (name: string, value: unknown) =>
    workspace.tables.client.send(
      new UpdateCommand({
        ...{ TableName: 'work', Key: agentKey('agt_desk'), UpdateExpression: 'SET #name = :value' },
        ...{ ExpressionAttributeNames: { '#name': name }, ExpressionAttributeValues: { ':value': value } },
      }),
    );

  it('sees what the agent said and asked for, with the action as it stands', async () => {
    const { miguel, conversationId, actionId } = await chatOfMiguel();
    expect(await miguel.look(conversationId)).toMatchObject({
      ...{ agentName: 'Front desk', title: EMAIL, mayWrite: true, mayDecide: true, state: 'waiting', lastSeq: 4 },
      entries: [
        { kind: 'incoming', seq: 1, source: 'chat', text: EMAIL },
        { kind: 'said', seq: 2, text: 'I email dana@customer.example.' },
        { kind: 'asked', seq: 2, tool: 'send_email', action: { actionId, state: 'pending', verdict: 'ask' } },
        { kind: 'answered', seq: 3, outcome: { outcome: 'pending_approval', actionId } },
        { kind: 'said', seq: 4, text: 'You have to approve this first, so I wait.' },
      ],
    });
    expect(await readAction(workspace.tables, actionId)).toMatchObject({
      ...{ origin: 'chat', chatPersonId: 'per_miguel', askedIn: 2 },
    });
  });

  it('decides on it, though they may only use the agent; the agent is told without being asked to, and goes on', async () => {
    const { miguel, conversationId, actionId } = await chatOfMiguel();
    await workspace.press('per_miguel', actionId, 'approve');
    await workspace.execute({ pk: actionId, round: 1 });
    await miguel.tell(actionId);
    await miguel.answer(conversationId);
    expect(workspace.sent).toHaveLength(1);
    const { entries, state } = await miguel.look(conversationId, { after: 4, wait: 0 });
    expect(state).toBe('idle');
    expect(entries).toMatchObject([
      { kind: 'incoming', seq: 5, source: 'outcome', action: { actionId, state: 'executed' } },
      { kind: 'said', seq: 6, text: 'It is sent. What else?' },
    ]);
  });

  it('rejects it with a note, which the agent gets as data', async () => {
    const { miguel, conversationId, actionId } = await chatOfMiguel();
    await workspace.press('per_miguel', actionId, 'reject', { note: 'Call her instead.' });
    await miguel.tell(actionId);
    await miguel.answer(conversationId);
    const { entries } = await miguel.look(conversationId, { after: 4, wait: 0 });
    expect(entries).toMatchObject([
      { kind: 'incoming', text: 'A person rejected this. Do not try it again.', data: { note: 'Call her instead.' } },
      { kind: 'said', text: 'I leave it, then. Call her instead.' },
    ]);
  });

  it('rings nobody’s bell: the question leaves no trace that anything but the chat would find', async () => {
    const { actionId } = await chatOfMiguel();
    expect(await readAction(workspace.tables, actionId)).not.toHaveProperty('dueAt');
  });

  it('is alone with it but for who decides for the agent', async () => {
    const { conversationId, actionId } = await chatOfMiguel();
    await setAgent('access', { per_olivia: 'use' });
    const olivia = chatting(workspace, 'per_olivia');
    await expect(olivia.look(conversationId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(olivia.say(conversationId, 'Hello')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(workspace.press('per_olivia', actionId, 'approve')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const ada = chatting(workspace, 'per_ada');
    expect(await ada.look(conversationId)).toMatchObject({ mayWrite: false, mayDecide: true });
    await expect(ada.say(conversationId, 'Hello')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await setAgent('access', { per_olivia: 'owner' });
  });

  it('sees the card and does not decide, where the settings of the agent say so', async () => {
    const { miguel, conversationId, actionId } = await chatOfMiguel();
    await setAgent('chatPersonDecides', false);
    await expect(workspace.press('per_miguel', actionId, 'approve')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readCard(workspace.tables, callerOf('per_miguel'), actionId)).toMatchObject({ mayDecide: false });
    expect(await miguel.look(conversationId)).toMatchObject({ mayDecide: false, mayWrite: true });
    await setAgent('chatPersonDecides', true);
  });

  it('loses chat and card with their right to use the agent', async () => {
    const { miguel, conversationId, actionId } = await chatOfMiguel();
    await setAgent('defaultAccess', 'none');
    await expect(miguel.look(conversationId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(workspace.press('per_miguel', actionId, 'reject')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await setAgent('defaultAccess', 'use');
  });
});
