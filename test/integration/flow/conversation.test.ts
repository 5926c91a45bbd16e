import { describe, expect, it } from 'vitest';
import { answer, LEASE_MS } from '../../../functions/agent/answer.ts';
import { readStep } from '../../../functions/agent/thread.ts';
import { readConversation, takeLease } from '../../../shared/agent/conversation-table.ts';
import { addIncoming, readMessages, startConversation } from '../../../shared/agent/message-table.ts';
import type { Tables } from '../../../shared/tables.ts';
import { SYSTEM_SENDER } from '../../support/builders.ts';
import { NO_MODELS } from '../../support/model-server.ts';
import { useWorkspace } from '../../support/use-workspace.ts';
import { START } from '../../support/workspace.ts';

const question = (email: string) => ({
  source: 'webhook' as const,
  text: 'The webhook brought this:',
  data: JSON.stringify({ type: 'invoice.question', customer: { name: 'Dana', email }, invoice: '7' }),
});

describe('an agent and its conversation', () => {
  const workspace = useWorkspace();
  let count = 0;
  const begin = async (email: string) => {
    const conversationId = `cnv_${++count}`;
    const trigger = { kind: 'webhook' as const, triggerId: 'trg_invoices', name: 'Customer questions' };
    const about = {
      conversationId,
      agentId: 'agt_invoice',
      origin: 'background' as const,
      tainted: false,
      trigger,
      createdAt: START.toISOString(),
    };
    await startConversation(workspace.tables, about, question(email), {
      pk: `DELIVERY#${conversationId}`,
      sk: 'DELIVERY',
    });
    return conversationId;
  };
  const deps = (tables: Tables = workspace.tables) => ({
    ...{ tables, executors: workspace.executors, now: workspace.now },
    ...{ checkFile: async () => 'stored' as const, systemSender: SYSTEM_SENDER, models: NO_MODELS },
  });
  const rolesOf = async (conversationId: string) =>
    (await readMessages(workspace.tables, conversationId)).flatMap(({ direction, step }) =>
      direction === 'in' ? ['in'] : readStep(step ?? '[]').map(({ role }) => role),
    );

  it('answers a message, asks by a tool call, and rests', async () => {
    const conversationId = await begin('dana@customer.example');
    await answer(deps(), conversationId);
    expect(await rolesOf(conversationId)).toEqual(['in', 'assistant', 'tool', 'assistant']);
    expect(await readConversation(workspace.tables, conversationId)).not.toHaveProperty('leaseUntil');
  });

  it('does nothing while another run is at it', async () => {
    const conversationId = await begin('dana@customer.example');
    await takeLease(workspace.tables, conversationId, 'run_other', START, LEASE_MS);
    await answer(deps(), conversationId);
    expect(await rolesOf(conversationId)).toEqual(['in']);
  });

  it('keeps both of two messages that come at the same time, and answers both', async () => {
    const conversationId = await begin('dana@customer.example');
    const at = (id: string) => ({ pk: `CONVERSATION#${conversationId}`, sk: `TOLD#${id}` });
    await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        addIncoming(workspace.tables, conversationId, question(`${id}@customer.example`), at(id), START),
      ),
    );
    await addIncoming(workspace.tables, conversationId, question('again@customer.example'), at('a'), START);
    expect((await readMessages(workspace.tables, conversationId)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    await answer(deps(), conversationId);
    expect(await readConversation(workspace.tables, conversationId)).not.toHaveProperty('dueAt');
  });

  it('sees a message that comes while it works, before it rests', async () => {
    const conversationId = await begin('dana@customer.example');
    let added = false;
    const spying = spyOnSend(workspace.tables, async (name) => {
      if (name !== 'TransactWriteCommand' || added) return;
      added = true;
      const fence = { pk: `CONVERSATION#${conversationId}`, sk: 'TOLD#late' };
      await addIncoming(workspace.tables, conversationId, question('late@customer.example'), fence, START);
    });
    await answer(deps(spying), conversationId);
    const asked = (await readMessages(workspace.tables, conversationId)).filter(({ step }) =>
      step?.includes('late@customer.example'),
    );
    expect(asked).not.toEqual([]);
  });

  it('repeats no action wherever a run crashes', async () => {
    let finished = false;
    for (let crashAt = 1; !finished; crashAt++) {
      workspace.clock.now = START;
      workspace.sent.length = 0;
      const conversationId = await begin(`crash${crashAt}@acme.example`);
      let calls = 0;
      const crashing = spyOnSend(workspace.tables, async () => {
        calls++;
        if (calls === crashAt) throw new Error('crash');
      });
      finished = await answer(deps(crashing), conversationId).then(
        () => true,
        () => false,
      );
      workspace.clock.now = new Date(START.getTime() + LEASE_MS + 1);
      await answer(deps(), conversationId);
      expect(workspace.sent, `crash at call ${crashAt}`).toHaveLength(1);
      expect(await rolesOf(conversationId)).toEqual(['in', 'assistant', 'tool', 'assistant']);
      expect(crashAt).toBeLessThan(60);
    }
  });
});

/** The same tables, with something happening before each call. */
function spyOnSend(tables: Tables, before: (command: string) => Promise<void>): Tables {
  const send = async (command: { constructor: { name: string } }) => {
    await before(command.constructor.name);
    return tables.client.send(command as never);
  };
  return { ...tables, client: { send } as never };
}
