import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { answer, LEASE_MS } from '../../../functions/agent/answer.ts';
import { readStep } from '../../../functions/agent/thread.ts';
import { agentKey } from '../../../shared/agent/agent-table.ts';
import { readConversation } from '../../../shared/agent/conversation-table.ts';
import { addIncoming, readMessages } from '../../../shared/agent/message-table.ts';
import type { Model } from '../../../shared/agent/model.ts';
import { beginConversation } from '../../support/begin-conversation.ts';
import { SYSTEM_SENDER } from '../../support/builders.ts';
import { closing } from '../../support/closing.ts';
import { NO_MODELS, startModelServer } from '../../support/model-server.ts';
import { useWorkspace } from '../../support/use-workspace.ts';

const EMAIL = { to: ['dana@customer.example'], subject: 'Hello', text: 'It is due.' };

describe('an agent that thinks with a language model', () => {
  const workspace = useWorkspace();
  const thinkWith = (model: Model) =>
    workspace.tables.client.send(
      new UpdateCommand({
        TableName: 'work',
        Key: agentKey('agt_invoice'),
        UpdateExpression: 'SET #model = :model',
        ExpressionAttributeNames: { '#model': 'model' },
        ExpressionAttributeValues: { ':model': model },
      }),
    );
  const deps = () => ({
    ...{ tables: workspace.tables, executors: workspace.executors, now: workspace.now },
    ...{ checkFile: async () => 'stored' as const, systemSender: SYSTEM_SENDER, models: NO_MODELS },
  });
  const stepsOf = async (conversationId: string) =>
    (await readMessages(workspace.tables, conversationId)).flatMap(({ step }) => (step ? readStep(step) : []));

  it('asks by tool calls, hears pending, allowed and blocked in one thread, and rests', async () => {
    const call = (id: string, to: string) => ({ id, tool: 'send_email', input: { ...EMAIL, to: [to] } });
    const server = await closing(
      startModelServer([
        { calls: [call('call_a', 'dana@customer.example'), call('call_b', 'records@acme.example')] },
        { calls: [call('call_c', 'no address at all')] },
        { say: 'I wait.' },
      ]),
    );
    await thinkWith({ provider: 'openai_compatible', modelId: 'a-model', baseUrl: `${server.url}/v1` });
    await beginConversation(workspace.tables, 'cnv_model');
    await answer(deps(), 'cnv_model');
    const steps = await stepsOf('cnv_model');
    expect(steps.map(({ role }) => role)).toEqual(['assistant', 'tool', 'assistant', 'tool', 'assistant']);
    expect(JSON.stringify(steps[1])).toMatch(/call_a.*pending_approval.*call_b.*executed/);
    expect(JSON.stringify(steps[3])).toMatch(/call_c.*blocked/);
    expect(workspace.sent).toHaveLength(1);
    // Each request carries the whole thread, and what came from outside stands in it as data.
    expect(JSON.stringify(server.requests.at(-1)?.body)).toMatch(/<data source=.*call_a.*call_b.*call_c/s);
  });

  it('hears one outcome of each call, also where it calls what it is not offered, or calls it wrongly', async () => {
    const server = await closing(
      startModelServer([
        {
          calls: [
            { id: 'call_off', tool: 'send_sms', input: { to: '+46701740605', text: 'Hello' } },
            { id: 'call_none', tool: 'fly', input: {} },
            { id: 'call_wrong', tool: 'send_email', input: { to: 'dana' } },
          ],
        },
        { say: 'I leave it.' },
      ]),
    );
    await thinkWith({ provider: 'openai_compatible', modelId: 'a-model', baseUrl: `${server.url}/v1` });
    await beginConversation(workspace.tables, 'cnv_odd');
    await answer(deps(), 'cnv_odd');
    const [, results] = await stepsOf('cnv_odd');
    expect(results).toMatchObject({
      role: 'tool',
      content: [
        { toolCallId: 'call_off', output: { value: { outcome: 'blocked', reason: 'unknown_capability' } } },
        { toolCallId: 'call_none', output: { value: { outcome: 'blocked', reason: 'unknown_capability' } } },
        { toolCallId: 'call_wrong', output: { value: { outcome: 'failed', reason: 'invalid_input' } } },
      ],
    });
    // The agent has emails only, and the model was offered no more.
    expect(server.requests[0]?.body.tools).toMatchObject([{ function: { name: 'send_email' } }]);
  });

  it('is not answered for while its provider is down: the run fails, and the next one begins where it stopped', async () => {
    const server = await closing(startModelServer([]));
    await thinkWith({ provider: 'openai_compatible', modelId: 'a-model', baseUrl: `${server.url}/v1` });
    await beginConversation(workspace.tables, 'cnv_down');
    await expect(answer(deps(), 'cnv_down')).rejects.toThrow();
    expect(await stepsOf('cnv_down')).toEqual([]);
    server.says({ say: 'Here I am.' });
    workspace.clock.now = new Date(workspace.clock.now.getTime() + LEASE_MS + 1);
    await answer(deps(), 'cnv_down');
    expect(await stepsOf('cnv_down')).toMatchObject([{ role: 'assistant' }]);
  });

  it('whose key is refused is tried three times, and says then why it stops; a new message makes it try again', async () => {
    const server = await closing(startModelServer([]));
    server.refuses(401);
    await thinkWith({ provider: 'openai_compatible', modelId: 'a-model', baseUrl: `${server.url}/v1` });
    await beginConversation(workspace.tables, 'cnv_refused');
    const dueAt = async () => (await readConversation(workspace.tables, 'cnv_refused'))?.dueAt;
    for (const minutes of [1, 2]) {
      await expect(answer(deps(), 'cnv_refused')).rejects.toThrow();
      expect(await dueAt()).toBe(new Date(workspace.clock.now.getTime() + minutes * 60_000).toISOString());
    }
    await answer(deps(), 'cnv_refused');
    expect(server.requests).toHaveLength(3);
    const [said] = await stepsOf('cnv_refused');
    expect(said).toMatchObject({
      role: 'assistant',
      content: expect.stringMatching(/its provider refuses its key \(401\)/),
    });
    // The sweep has nothing more to wake it for.
    expect(await dueAt()).toBeUndefined();

    server.refuses(undefined);
    server.says({ say: 'Here I am.' });
    const again = { source: 'webhook' as const, text: 'Again.', data: '{}' };
    await addIncoming(workspace.tables, 'cnv_refused', again, { pk: 'FENCE#refused', sk: '1' }, workspace.now());
    await answer(deps(), 'cnv_refused');
    expect(JSON.stringify((await stepsOf('cnv_refused')).at(-1))).toContain('Here I am.');
    expect(await readConversation(workspace.tables, 'cnv_refused')).not.toHaveProperty('failures');
  });
});
