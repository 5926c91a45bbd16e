import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../../functions/agent/answer.ts';
import { showConversation } from '../../../functions/agent/show-conversation.ts';
import { addIncoming, readMessages, startConversation } from '../../../shared/agent/message-table.ts';
import { NO_MODELS } from '../../support/model-server.ts';
import { callerOf } from '../../support/people.ts';
import { openTestWorkspace, START, type TestWorkspace } from '../../support/workspace.ts';

const message = (data: unknown) => ({ source: 'webhook' as const, text: 'It came.', data: JSON.stringify(data) });

describe('a conversation of very long messages', () => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
  });
  afterAll(() => workspace.close());
  const begin = (conversationId: string, data: unknown) => {
    const about = { conversationId, agentId: 'agt_invoice', origin: 'background' as const, tainted: false };
    const trigger = { kind: 'webhook' as const, triggerId: 'trg_invoices', name: 'Customer questions' };
    const begun = { ...about, trigger, createdAt: START.toISOString() };
    return startConversation(workspace.tables, begun, message(data), {
      pk: `DELIVERY#${conversationId}`,
      sk: 'DELIVERY',
    });
  };

  it('is shown from its newest ones, as many as one answer holds, and says how many are left out', async () => {
    await begin('cnv_long', 0);
    for (let at = 1; at < 20; at++) {
      const fence = { pk: `TOLD#${at}`, sk: 'TOLD' };
      await addIncoming(workspace.tables, 'cnv_long', message(['"'.repeat(100_000), at]), fence, START);
    }
    const shown = await showConversation(workspace, callerOf('per_olivia'), 'cnv_long');
    expect(shown.earlier).toBe(8);
    expect(shown.entries).toHaveLength(12);
    expect(shown.entries.at(-1)).toMatchObject({ data: [expect.anything(), 19] });
    // Lambda passes on 6 MB, and the body is escaped once more inside its answer.
    expect(JSON.stringify({ body: JSON.stringify(shown) }).length).toBeLessThan(6_000_000);
  });

  it('that would make an answer larger than the table takes ends with the agent saying so, and nothing asked for', async () => {
    const email = 'dana@customer.example';
    await begin('cnv_huge', {
      type: 'invoice.question',
      customer: { name: 'n'.repeat(200_000), email },
      invoice: '7'.repeat(50_000),
    });
    const checkFile = () => Promise.reject(new Error('no file was asked for'));
    await answer({ ...workspace, checkFile, models: NO_MODELS }, 'cnv_huge');
    const last = (await readMessages(workspace.tables, 'cnv_huge')).at(-1);
    expect(last?.step).toContain('I stop here: my answer had');
    expect(workspace.sent).toEqual([]);
  });
});
