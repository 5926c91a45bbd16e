import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { signIn } from '../../infra/demo/system.ts';
import { keyFor } from '../support/elsewhere.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

const TASKS = 'io.modelcontextprotocol/tasks';
const email = (to: string) => ({ to: [to], subject: 'Your invoice', text: 'Hello.', because: 'She asked.' });

describe('the official MCP client', () => {
  let system: TestStack;
  let key: string;
  const clients: Client[] = [];
  beforeAll(async () => {
    system = await startTestStack();
    key = (await keyFor(system.running, 'agt_invoice')).key;
  });
  afterAll(async () => {
    for (const client of clients) await client.close();
    await system.close();
  });

  async function connect(mode: 'auto' | 'legacy', extensions = {}) {
    const client = new Client(
      { name: 'test', version: '1.0.0' },
      { capabilities: { extensions }, versionNegotiation: { mode } },
    );
    const requestInit = { headers: { authorization: `Bearer ${key}` } };
    const url = new URL(`${system.running.apiUrl}/mcp`);
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit, fetch: (at, init) => fetch(at, init) }));
    clients.push(client);
    return client;
  }

  it.each(['auto', 'legacy'] as const)(
    'sees capabilities as tools, and is told what to do with one that waits (%s)',
    async (mode) => {
      const client = await connect(mode);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(['send_email', 'get_action']);
      expect(tools[0]?.inputSchema.properties).toHaveProperty('because');

      const done = await client.callTool({ name: 'send_email', arguments: email('bo@acme.example') });
      expect(done).toMatchObject({ structuredContent: { outcome: 'executed' } });
      const waits = await client.callTool({ name: 'send_email', arguments: email('dana@customer.example') });
      expect(waits).toMatchObject({ structuredContent: { outcome: 'pending_approval' } });
      expect(JSON.stringify(waits.content)).toContain('get_action');
      const { actionId } = z.object({ actionId: z.string() }).parse(waits.structuredContent);

      const olivia = await signIn(system.running, 'per_olivia');
      const card = await olivia.card(actionId);
      expect(card.agentSays).toBe('She asked.');
      await olivia.decide(card, { verdict: 'approve', notifyAgent: false });
      const later = await client.callTool({ name: 'get_action', arguments: { actionId, waitSeconds: 20 } });
      expect(later).toMatchObject({ structuredContent: { outcome: 'executed', decision: 'approve' } });
    },
  );

  it('finds no stream to open and no session to end', async () => {
    for (const method of ['GET', 'DELETE']) {
      const headers = { accept: 'text/event-stream', authorization: `Bearer ${key}` };
      const response = await fetch(`${system.running.apiUrl}/mcp`, { method, headers });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('is refused with a key that is none', async () => {
    const transport = new StreamableHTTPClientTransport(new URL(`${system.running.apiUrl}/mcp`), {
      requestInit: { headers: { authorization: 'Bearer csk_nothing' } },
    });
    await expect(new Client({ name: 'test', version: '1.0.0' }).connect(transport)).rejects.toThrow();
  });

  it('that declares tasks gets one whose id is that of the action, and reads its end', async () => {
    const client = await connect('auto', { [TASKS]: {} });
    const meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
    const call = async (method: string, params: object, name: string) => {
      const capabilities = { 'io.modelcontextprotocol/clientCapabilities': { extensions: { [TASKS]: {} } } };
      const info = { 'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' } };
      const response = await fetch(`${system.running.apiUrl}/mcp`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          ...{ accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2026-07-28' },
          ...{ 'mcp-method': method, 'mcp-name': name },
        },
        body: JSON.stringify({
          ...{ jsonrpc: '2.0', id: 1, method },
          params: { ...params, _meta: { ...meta, ...capabilities, ...info } },
        }),
      });
      return ((await response.json()) as { result: Record<string, unknown> }).result;
    };
    expect(client.getServerCapabilities()).toMatchObject({ extensions: { [TASKS]: {} } });
    const args = { name: 'send_email', arguments: email('liv@customer.example') };
    const task = await call('tools/call', args, 'send_email');
    expect(task).toMatchObject({ resultType: 'task', status: 'working' });
    const taskId = String(task.taskId);
    // The client of 2.4.0 takes no task as the result of a tool, but asks for one.
    const taskNow = () => client.request({ method: 'tasks/get', params: { taskId } }, z.looseObject({}));
    expect(await taskNow()).toMatchObject({ taskId, status: 'working' });
    const olivia = await signIn(system.running, 'per_olivia');
    await olivia.decide(await olivia.card(taskId), { verdict: 'reject', notifyAgent: false });
    await expect
      .poll(taskNow)
      .toMatchObject({ status: 'completed', result: { structuredContent: { outcome: 'rejected' } } });
  });
});
