import { beforeEach, describe, expect, it } from 'vitest';
import { tellAgent } from '../../../functions/outcome/tell-agent.ts';
import { readAction } from '../../../shared/action/action-table.ts';
import { readMessages, startConversation } from '../../../shared/agent/message-table.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const PROPOSED = { to: ['dana@customer.example'], subject: 'Invoice', text: 'It is payed.' };
const EDITED = { ...PROPOSED, text: 'It is paid.' };

describe('a person edits an email and approves it', () => {
  const workspace = useWorkspace();
  beforeEach(async () => {
    await workspace.settle({});
  });
  const asked = async () => (await workspace.ask(PROPOSED)).actionId;
  const edit = (actionId: string, change = {}) =>
    workspace.press('per_olivia', actionId, 'approve', { edited: EDITED, ...change });

  it('sends the edited one, and keeps what the agent proposed and who edited it', async () => {
    const actionId = await asked();
    const before = await readAction(workspace.tables, actionId);
    await edit(actionId);
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toMatchObject([{ content: { input: EDITED } }]);
    const after = await readAction(workspace.tables, actionId);
    expect(after).toMatchObject({ proposed: before?.content, edited: { by: 'per_olivia' }, state: 'executed' });
    expect(after?.hash).not.toBe(before?.hash);
    expect(await workspace.rowOf(actionId)).toMatchObject({ hash: after?.hash });
  });

  it('is refused, and still waits, where both texts together are more than the table could hold', async () => {
    const long = { ...PROPOSED, text: '発'.repeat(100_000) };
    const { actionId } = await workspace.ask(long);
    await expect(edit(actionId, { edited: { ...long, text: '送'.repeat(100_000) } })).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
    expect(await workspace.stateOf(actionId)).toBe('pending');
  });

  it('keeps the first proposal through a second edit, after the first approval lapsed', async () => {
    const actionId = await asked();
    await edit(actionId);
    workspace.clock.now = new Date(START.getTime() + 25 * 60 * 60_000);
    await workspace.sweep();
    await edit(actionId, { edited: { ...EDITED, subject: 'Your invoice' } });
    expect(JSON.parse((await readAction(workspace.tables, actionId))?.proposed ?? '')).toEqual(PROPOSED);
  });

  it('is not reached by a blocked recipient: refused, and nothing is changed', async () => {
    await workspace.settle({
      guardrail: { restrict: true, allowList: ['customer.example'], inside: 'ask', outside: 'block' },
    });
    const actionId = await asked();
    const before = await readAction(workspace.tables, actionId);
    await expect(edit(actionId, { edited: { ...EDITED, bcc: ['eve@evil.example'] } })).rejects.toMatchObject({
      code: 'EDIT_BLOCKED',
      details: { rule: 'outside_list' },
    });
    expect(await readAction(workspace.tables, actionId)).toEqual(before);
    expect(await workspace.rowOf(actionId)).toBeUndefined();
  });

  it.each([
    ['a field that no email has', { ...EDITED, priority: 'high' }],
    ['no recipient', { ...EDITED, to: [] }],
    ['something else', 'Hello'],
  ])('is refused with %s, and says where', async (_, edited) => {
    const actionId = await asked();
    await expect(edit(actionId, { edited })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { errors: [{ path: expect.stringMatching(/^edited/) }] },
    });
  });

  it('is an ordinary approval when nothing was changed', async () => {
    const actionId = await asked();
    await edit(actionId, { edited: PROPOSED });
    expect(await readAction(workspace.tables, actionId)).not.toHaveProperty('proposed');
  });

  it('finds its own edit when the function died between edit and approval, and the same click comes again', async () => {
    const actionId = await asked();
    const shown = {
      agentId: 'agt_invoice',
      round: 1,
      hash: (await readAction(workspace.tables, actionId))?.hash ?? '',
    };
    const click = { decisionId: 'dec_crashed00000', shown };
    const { client } = workspace.tables;
    const send = client.send.bind(client);
    client.send = ((command: { constructor: { name: string } }) =>
      command.constructor.name === 'PutCommand' ? Promise.reject(new Error('died')) : send(command as never)) as never;
    await expect(edit(actionId, click)).rejects.toThrow('died');
    client.send = send;
    expect(await workspace.rowOf(actionId)).toBeUndefined();
    expect(await edit(actionId, click)).toMatchObject({ state: 'approved' });
    await workspace.execute({ pk: actionId, round: 1 });
    expect(workspace.sent).toMatchObject([{ content: { input: EDITED } }]);
  });

  it('never sends the edited one by the approval of somebody who saw the original, whoever is faster', async () => {
    for (let race = 0; race < 15; race++) {
      workspace.sent.length = 0;
      const actionId = await asked();
      const [edited, plain] = await Promise.allSettled([
        edit(actionId),
        workspace.press('per_miguel', actionId, 'approve'),
      ]);
      expect([edited, plain].filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
      await workspace.execute({ pk: actionId, round: 1 });
      const inputs = workspace.sent.map(({ content }) => content.input);
      // The plain approval may have been overtaken by the edit: then it lapses, and the question comes back.
      if (edited.status === 'fulfilled') expect(inputs).toEqual([EDITED]);
      else expect([[], [PROPOSED]]).toContainEqual(inputs);
    }
  });

  it('does not approve the text of another person who edits at the same time', async () => {
    const actionId = await asked();
    const other = { ...PROPOSED, text: 'It is overdue.' };
    const ends = await Promise.allSettled([
      edit(actionId),
      workspace.press('per_miguel', actionId, 'approve', { edited: other }),
    ]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await workspace.execute({ pk: actionId, round: 1 });
    const winner = ends[0].status === 'fulfilled' ? EDITED : other;
    expect(workspace.sent).toMatchObject([{ content: { input: winner } }]);
  });

  it('tells the agent what was changed, and not to try the original', async () => {
    await startConversation(
      workspace.tables,
      {
        ...{ conversationId: 'cnv_1', agentId: 'agt_invoice', origin: 'background', tainted: false },
        trigger: { kind: 'webhook', triggerId: 'trg_invoices', name: 'Questions' },
        createdAt: START.toISOString(),
      },
      { source: 'webhook', text: 'It came.', data: '{}' },
      { pk: 'DELIVERY#1', sk: 'DELIVERY' },
    );
    const actionId = await asked();
    await edit(actionId, { notifyAgent: true });
    await workspace.execute({ pk: actionId, round: 1 });
    await tellAgent(workspace, { pk: actionId, round: 1 });
    const told = (await readMessages(workspace.tables, 'cnv_1')).at(-1);
    expect(told?.text).toContain('do not retry the original');
    expect(JSON.parse(told?.data ?? '')).toMatchObject({
      ...{ outcome: 'executed', edited: true },
      changed: [{ field: 'text', proposed: PROPOSED.text, approved: EDITED.text }],
    });
  });
});
