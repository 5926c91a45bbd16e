import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAction } from '../../../shared/action/action-table.ts';
import { addIncoming, readMessages, startConversation } from '../../../shared/agent/message-table.ts';
import { ALL_CAPABILITIES, ASKED_FOR } from '../../support/builders.ts';
import { openTestWorkspace, type TestWorkspace } from '../../support/workspace.ts';

const ITEM = 409_600;
const CONTENT = 350_000;
const BOTH = 380_000;

/** A request whose canonical form has so many bytes; a character of three bytes makes up most of them. */
function request(bytes: number, letter = '発') {
  const headers = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`x-${at}`, 'h'.repeat(4_000)]));
  const input = { method: 'POST', url: 'https://shop.example/', headers: { ...headers, 'content-type': 'text/plain' } };
  const frame = Buffer.byteLength(JSON.stringify({ ...input, body: '' }));
  const letters = Math.floor((bytes - frame) / 3);
  return { ...input, body: letter.repeat(letters) + 'x'.repeat(bytes - frame - letters * 3) };
}

describe('the table takes 400 KB an item', () => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await openTestWorkspace();
    await workspace.allow(ALL_CAPABILITIES);
  });
  afterAll(() => workspace.close());
  const put = (bytes: number) => {
    const empty = { pk: 'SIZE#1', sk: 'SIZE', text: '' };
    const frame = Object.entries(empty).flat().join('').length;
    const Item = { ...empty, text: 'x'.repeat(bytes - frame) };
    return workspace.tables.client.send(new PutCommand({ TableName: 'work', Item }));
  };

  it.each([399_999, ITEM])('so it takes one of %i bytes', async (bytes) => {
    await expect(put(bytes)).resolves.toBeDefined();
  });

  it('and none of a byte more', async () => {
    await expect(put(ITEM + 1)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('an action of the largest content fits', async () => {
    const { actionId, outcome } = await workspace.request('http_request', request(CONTENT));
    expect(outcome).toBe('pending_approval');
    const { content = '' } = (await readAction(workspace.tables, actionId)) ?? {};
    expect(Buffer.byteLength(content)).toBe(CONTENT);
  });

  it('an action of one byte more is refused in words, and nothing is stored', async () => {
    const told = await workspace.request('http_request', request(CONTENT + 1));
    expect(told).toMatchObject({ reason: 'invalid_input', message: expect.stringContaining(`over ${CONTENT} bytes`) });
    expect(await readAction(workspace.tables, told.actionId)).toBeUndefined();
  });

  it.each([
    ['an id of 201 characters', 'send_email', ASKED_FOR.send_email, 'i'.repeat(201)],
    ['half a character in its id', 'send_email', ASKED_FOR.send_email, 'call_\ud800'],
    [
      'ten thousand fields that no email has',
      'send_email',
      Object.fromEntries(request(90_000).body.split('').entries()),
      'call_many',
    ],
    [
      'a field of a name of 100,000 characters',
      'http_request',
      { ...request(90_000), headers: { ['h'.repeat(100_000)]: '' } },
      'call_long',
    ],
  ] as const)(
    'a tool call with %s is refused in few words, and nothing is stored',
    async (_, capability, input, id) => {
      const told = await workspace.request(capability, input, { toolCallId: id });
      expect(told).toMatchObject({ outcome: 'failed', reason: 'invalid_input' });
      expect(told.message.length).toBeLessThan(2_200);
      expect(await readAction(workspace.tables, told.actionId)).toBeUndefined();
    },
  );

  it('an email whose every recipient has to be reasoned about fits', async () => {
    const to = Array.from({ length: 10 }, (_, at) => `${at}${'発'.repeat(319)}`);
    const email = { to, replyTo: ['発'.repeat(320)], subject: '発'.repeat(250), text: '発'.repeat(100_000) };
    const { actionId, outcome } = await workspace.request('send_email', email);
    expect(outcome).toBe('blocked');
    expect((await readAction(workspace.tables, actionId))?.judgement.reasons).toHaveLength(11);
  });

  it.each([
    [BOTH, 'fits'],
    [BOTH + 1, 'is refused, and the action waits as it was'],
  ])('an edit that makes %i bytes with what was proposed %s', async (both) => {
    const { actionId } = await workspace.request('http_request', request(BOTH / 2));
    const before = await readAction(workspace.tables, actionId);
    const note = '発'.repeat(500);
    const pressed = workspace.press('per_olivia', actionId, 'approve', {
      ...{ edited: request(both - BOTH / 2, '送'), note },
    });
    if (both === BOTH) {
      expect(await pressed).toMatchObject({ state: 'approved' });
      expect(await workspace.rowOf(actionId)).toMatchObject({ note });
      return;
    }
    await expect(pressed).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(await readAction(workspace.tables, actionId)).toEqual(before);
  });

  it('what an agent is told of the largest edit fits, both texts in full', async () => {
    const changed = [{ field: 'body', proposed: '発'.repeat(BOTH / 6), approved: '送'.repeat(BOTH / 6) }];
    const about = { conversationId: 'cnv_told', agentId: 'agt_invoice', origin: 'background' as const, tainted: false };
    const trigger = { kind: 'webhook' as const, triggerId: 'trg_invoices', name: 'n'.repeat(200) };
    const data = JSON.stringify('x'.repeat(256 * 1024 - 2));
    const first = { source: 'webhook' as const, text: `The webhook "${trigger.name}" brought this:`, data };
    const now = workspace.now();
    const begin = { ...about, trigger, createdAt: now.toISOString() };
    expect(await startConversation(workspace.tables, begin, first, { pk: 'DELIVERY#t#1', sk: 'DELIVERY' })).toBe(true);
    const message = { source: 'outcome' as const, text: 'It was done.', data: JSON.stringify({ changed }) };
    expect(await addIncoming(workspace.tables, 'cnv_told', message, { pk: 'TOLD#1', sk: '1' }, now)).toBe(true);
    expect(await readMessages(workspace.tables, 'cnv_told')).toHaveLength(2);
  });
});
