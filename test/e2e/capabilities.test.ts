import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignedInPerson, sendWebhook, signIn } from '../../infra/demo/system.ts';
import type { KeptRequest } from '../../infra/local/outside/requests.ts';
import type { KeptPhoneMessage } from '../../infra/local/sms-voice/phone.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

const BO = { name: 'Bo', phone: '+46 70 174 06 05' };

describe('an agent asks for each of its capabilities', () => {
  let system: TestStack;
  let olivia: SignedInPerson;
  beforeAll(async () => {
    system = await startTestStack();
    olivia = await signIn(system.running, 'per_olivia');
  });
  afterAll(() => system.close());

  const sent = async <T>(what: string) =>
    (await (await fetch(`${system.running.localUrl}/${what}.json`)).json()) as T[];
  const texts = () => sent<KeptPhoneMessage>('phone');
  const requests = () => sent<KeptRequest>('requests');
  const asked = async (payload: object, part: string) => {
    await sendWebhook(system.running, 'trg_shop', payload);
    const find = async () => (await olivia.pending()).find(({ summary }) => summary.includes(part))?.actionId;
    await expect.poll(find).toBeDefined();
    return olivia.card((await find()) ?? '');
  };
  const becomes = (actionId: string, state: string) =>
    expect.poll(async () => (await olivia.card(actionId)).state).toBe(state);

  it('sends the text as it was approved, and not before', async () => {
    const card = await asked({ type: 'order.ready', order: '41', customer: BO }, '41');
    expect(card.content).toEqual({
      to: '+46701740605',
      text: 'Hello Bo, your order 41 is ready. Kind regards, Acme',
    });
    expect(await texts()).toEqual([]);
    expect((await olivia.decide(card, { verdict: 'approve', notifyAgent: true })).status).toBe(200);
    await becomes(card.actionId, 'executed');
    expect(await texts()).toMatchObject([{ kind: 'text', sentBy: 'SmsExecutor', ...card.content }]);
  });

  it('sends the request as it was approved, its secret put in at last', async () => {
    const card = await asked({ type: 'order.returned', order: '42', amount: '12.50' }, 'shop.example');
    expect(card.content).toEqual({
      method: 'POST',
      url: 'https://shop.example/refunds',
      headers: { authorization: '{{secret:SHOP}}', 'content-type': 'application/json' },
      json: { order: '42', amount: '12.50' },
    });
    expect(await requests()).toEqual([]);
    expect((await olivia.decide(card, { verdict: 'approve', notifyAgent: true })).status).toBe(200);
    await becomes(card.actionId, 'executed');
    const [request, ...others] = await requests();
    expect(others).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', host: 'shop.example', url: '/refunds' });
    expect(JSON.parse(request?.body ?? '')).toEqual({ order: '42', amount: '12.50' });
    expect(request?.headers.authorization).toMatch(/^Bearer \S{32}$/);
    expect(request?.headers['idempotency-key']).toBe(`${card.actionId}#1`);
  });

  it('calls as it was approved', async () => {
    const card = await asked({ type: 'order.forgotten', order: '44', customer: BO }, '44');
    expect((await olivia.decide(card, { verdict: 'approve', notifyAgent: true })).status).toBe(200);
    await becomes(card.actionId, 'executed');
    expect((await texts())[0]).toMatchObject({ kind: 'call', sentBy: 'CallExecutor', voiceId: 'AMY', ...card.content });
  });

  it('calls a custom tool as it was approved, signed with its secret', async () => {
    const card = await asked({ type: 'order.heavy', order: '45' }, 'book_courier');
    const target = 'https://tools.example/courier';
    expect(card.content).toEqual({ tool: 'book_courier', target, input: { order: '45' } });
    expect((await olivia.decide(card, { verdict: 'approve', notifyAgent: true })).status).toBe(200);
    await becomes(card.actionId, 'executed');
    const [request] = await requests();
    expect(request).toMatchObject({ method: 'POST', host: 'tools.example', url: '/courier' });
    const secrets = JSON.parse(readFileSync(join(system.stateDirectory, 'secrets.json'), 'utf8'));
    const signed = new Webhook(secrets['countersign/tool/TOOLS']).verify(request?.body ?? '', request?.headers ?? {});
    expect(signed).toEqual({ idempotencyKey: `${card.actionId}#1`, input: { order: '45' } });
    expect(await olivia.card(card.actionId)).toMatchObject({ answer: { status: 200, truncated: false } });
  });

  it('leaves a text uncertain whose reply was lost, and sends it once', async () => {
    const card = await asked({ type: 'order.ready', order: '46', customer: BO }, '46');
    const answer = JSON.stringify({ answer: 'accept-then-silence' });
    await fetch(`${system.running.localUrl}/phone/next-answer`, { method: 'POST', body: answer });
    await olivia.decide(card, { verdict: 'approve', notifyAgent: false });
    await becomes(card.actionId, 'uncertain');
    expect((await texts()).filter(({ text }) => text.includes('order 46'))).toHaveLength(1);
  });

  it('sends nothing that was rejected', async () => {
    const before = { texts: await texts(), requests: await requests() };
    const cards = [
      await asked({ type: 'order.ready', order: '51', customer: BO }, '51'),
      await asked({ type: 'order.returned', order: '52', amount: '99.00' }, 'shop.example'),
    ];
    for (const card of cards) {
      expect((await olivia.decide(card, { verdict: 'reject', notifyAgent: true })).status).toBe(200);
      await becomes(card.actionId, 'rejected');
    }
    expect({ texts: await texts(), requests: await requests() }).toEqual(before);
  });

  it('and nobody was refused a right, nor gave up on an event', async () => {
    expect(system.log).toEqual([]);
    expect(await system.stack.deadLetters.list()).toEqual([]);
  });
});
