import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailTo, type SignedInPerson, sendWebhook, signIn } from '../../infra/demo/system.ts';
import type { KeptPhoneMessage } from '../../infra/local/sms-voice/phone.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

const BO = { name: 'Bo', phone: '+46 70 174 06 05' };

describe('what a provider says later of texts, calls and emails, through topic or bus, filter and rights', () => {
  let system: TestStack;
  let olivia: SignedInPerson;
  beforeAll(async () => {
    system = await startTestStack();
    olivia = await signIn(system.running, 'per_olivia');
  });
  afterAll(() => system.close());

  const local = (path: string, body: object, page: 'phone' | 'mailbox' = 'phone') =>
    fetch(`${system.running.localUrl}/${page}/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const notices = () => mailTo(system.running, 'olivia@acme.example');
  const messages = async () =>
    (await (await fetch(`${system.running.localUrl}/phone.json`)).json()) as KeptPhoneMessage[];
  const messageOf = async (actionId: string) => (await messages()).find(({ context }) => context.action === actionId);
  const becomes = (actionId: string, state: string) =>
    expect.poll(async () => (await olivia.card(actionId)).state).toBe(state);
  /** Approved, and the service answers the request to send it so. */
  const answered = async (type: 'order.ready' | 'order.forgotten', order: string, answer: string) => {
    const { body } = await sendWebhook(system.running, 'trg_shop', { type, order, customer: BO });
    const find = async () => (await olivia.pending()).find(({ summary }) => summary.includes(order))?.actionId;
    await expect.poll(find).toBeDefined();
    const card = await olivia.card((await find()) ?? '');
    await local('next-answer', { answer });
    expect((await olivia.decide(card, { verdict: 'approve', notifyAgent: true })).status).toBe(200);
    return { ...card, conversationId: body.conversationId };
  };
  /** Its reply was lost, and nothing is heard of it but what is provoked. */
  const uncertain = async (type: 'order.ready' | 'order.forgotten', order: string) => {
    const card = await answered(type, order, 'accept-then-silence');
    await becomes(card.actionId, 'uncertain');
    const message = await messageOf(card.actionId);
    return { ...card, says: (event: string) => local(`${message?.messageId}/event`, { event }) };
  };

  it('a text whose reply was lost is executed by its events, and carries ids only to the service', async () => {
    const { actionId } = await answered('order.ready', '71', 'accept-then-server-error');
    await becomes(actionId, 'executed');
    const message = await messageOf(actionId);
    expect(message?.context).toEqual({ action: actionId, round: '1', claim: expect.stringMatching(/^clm_/) });
    const [row] = (await olivia.card(actionId)).history;
    expect(row).toMatchObject({
      outcome: 'evidence',
      evidence: [{ kind: expect.stringMatching(/^TEXT_(SUCCESSFUL|DELIVERED)$/) }],
    });
    expect(row?.providerId).toBe(message?.messageId);
  });

  it('silence leaves it uncertain; a delivery settles it, and the agent is told', async () => {
    const { actionId, conversationId, says } = await uncertain('order.ready', '72');
    expect((await says('TEXT_TTL_EXPIRED')).status).toBe(204);
    const evidence = async () => (await olivia.card(actionId)).history[0]?.evidence?.map(({ kind }) => kind);
    await expect.poll(evidence).toEqual(['TEXT_TTL_EXPIRED']);
    expect((await olivia.card(actionId)).state).toBe('uncertain');
    await says('TEXT_DELIVERED');
    await becomes(actionId, 'executed');
    const told = async () => JSON.stringify(await olivia.conversation(conversationId));
    await expect.poll(told).toContain('executed');
  });

  it('what never left the service is failed', async () => {
    const { actionId, says } = await uncertain('order.ready', '73');
    await says('TEXT_INVALID');
    await becomes(actionId, 'failed');
    expect((await olivia.card(actionId)).history[0]).toMatchObject({ outcome: 'TEXT_INVALID' });
  });

  it('a call that nobody answered was made', async () => {
    const { actionId, says } = await uncertain('order.forgotten', '74');
    await says('VOICE_NO_ANSWER');
    await becomes(actionId, 'executed');
    expect((await olivia.card(actionId)).history[0]?.evidence).toMatchObject([{ kind: 'VOICE_NO_ANSWER' }]);
  });

  /** As {@link uncertain}, of an email; `says` is what the mailbox page does. */
  const uncertainEmail = async (to: string) => {
    const payload = { type: 'invoice.question', customer: { name: 'Eve', email: to }, invoice: '7' };
    await sendWebhook(system.running, 'trg_invoices', payload);
    const find = async () => (await olivia.pending()).find(({ summary }) => summary.includes(to))?.actionId;
    await expect.poll(find).toBeDefined();
    // The owner got a notice before, and no other for five minutes: what the mailbox is told to answer next is for the agent's email.
    await expect.poll(async () => (await notices()).length).toBe(1);
    const card = await olivia.card((await find()) ?? '');
    await local('next-answer', { answer: 'accept-then-silence' }, 'mailbox');
    expect((await olivia.decide(card, { verdict: 'approve', notifyAgent: true })).status).toBe(200);
    await becomes(card.actionId, 'uncertain');
    const [mail] = await mailTo(system.running, to);
    return { ...card, says: (event: string) => local(`${mail?.messageId}/event`, { event }, 'mailbox') };
  };

  it.each([
    ['Delivery', 'executed', { evidence: [{ kind: 'Delivery' }] }],
    ['Reject', 'failed', { outcome: 'Reject' }],
  ])(
    'an email of which nothing was heard is settled by a person who lets SES say %s: %s',
    async (event, state, row) => {
      const { actionId, says } = await uncertainEmail(`${event.toLowerCase()}@customer.example`);
      expect((await says('TEXT_DELIVERED')).status).toBe(400);
      expect((await says(event)).status).toBe(204);
      await becomes(actionId, state);
      expect((await olivia.card(actionId)).history[0]).toMatchObject(row);
    },
  );

  it('what a text does not do cannot be said of it', async () => {
    const { says } = await uncertain('order.ready', '75');
    expect((await says('VOICE_ANSWERED')).status).toBe(400);
    expect((await local('nobody/event', { event: 'TEXT_DELIVERED' })).status).toBe(404);
  });

  it('and nobody was refused a right, nor gave up on an event', async () => {
    expect(system.log).toEqual([]);
    expect(await system.stack.deadLetters.list()).toEqual([]);
  });
});
