import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailTo, sendWebhook, signIn } from '../../infra/demo/system.ts';
import { signInAs } from '../../infra/local/sign-in/sign-in-as.ts';
import { newId } from '../../shared/ids.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

describe('people stop, edit and resolve over the API, each function with its own rights', () => {
  let system: TestStack;
  let post: (path: string, body: object) => Promise<{ status: number; body: Record<string, unknown> }>;
  let ada: Awaited<ReturnType<typeof signIn>>;
  beforeAll(async () => {
    system = await startTestStack();
    const { issuer, clientId, apiUrl } = system.running;
    ada = await signIn(system.running, 'per_ada');
    const { accessToken } = await signInAs({
      ...{ issuer, clientId, redirectUri: `${apiUrl}/`, personId: 'per_ada' },
      scopes: ['openid', 'email', 'countersign/approvals.decide'],
    });
    post = async (path, body) => {
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
      const response = await fetch(`${apiUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
  });
  afterAll(() => system.close());

  const notices = () => mailTo(system.running, 'olivia@acme.example');
  const asked = async (email: string) => {
    const payload = { type: 'invoice.question', customer: { name: 'Eve', email }, invoice: '7' };
    await sendWebhook(system.running, 'trg_invoices', payload);
    const find = async () => (await ada.pending()).find(({ summary }) => summary.includes(email))?.actionId;
    await expect.poll(find).toBeDefined();
    // The owner gets one notice and no other for five minutes: what the mailbox is told to answer next is for the agent's email.
    await expect.poll(async () => (await notices()).length).toBe(1);
    return ada.card((await find()) ?? '');
  };
  type Card = Awaited<ReturnType<typeof asked>>;
  const press = ({ actionId, agent, round, hash }: Card, decision: object) =>
    post(`/approvals/${actionId}/decision`, {
      ...{ decisionId: newId('dec'), shown: { agentId: agent.agentId, round, hash } },
      ...decision,
    });
  const becomes = (card: Card, state: string) =>
    expect.poll(async () => (await ada.card(card.actionId)).state).toBe(state);

  it('holds an agent, withdraws all of it, and releases it', async () => {
    const card = await asked('held@customer.example');
    expect(await post('/agents/agt_invoice/hold', { hold: true })).toMatchObject({ status: 200 });
    expect(await press(card, { verdict: 'approve' })).toMatchObject({ status: 200, body: { state: 'approved' } });
    expect(await post('/agents/agt_invoice/withdrawal', { confirm: 'Invoice helper' })).toMatchObject({
      ...{ status: 200, body: { withdrawn: 1 } },
    });
    await becomes(card, 'cancelled');
    expect(await post('/workspace/hold', { hold: true })).toMatchObject({ status: 200 });
    expect(await post('/workspace/withdrawal', { confirm: 'withdraw all' })).toMatchObject({ status: 200 });
    expect(await post('/workspace/hold', { hold: false })).toMatchObject({ status: 200, body: { hold: false } });
    expect(await post('/agents/agt_invoice/hold', { hold: false })).toMatchObject({ status: 200 });
    expect(await mailTo(system.running, 'held@customer.example')).toEqual([]);
  });

  it('sends what a person made of it', async () => {
    const card = await asked('edited@customer.example');
    const edited = { ...card.content, text: 'Edited by Ada.' };
    expect(await press(card, { verdict: 'approve', edited })).toMatchObject({ status: 200 });
    await becomes(card, 'executed');
    expect(await mailTo(system.running, 'edited@customer.example')).toMatchObject([{ text: 'Edited by Ada.' }]);
  });

  it('settles an email whose reply was lost by what SES says of it, and takes no other word after', async () => {
    const card = await asked('lost@customer.example');
    system.stack.mailbox.nextAnswer('accept-then-hang');
    await press(card, { verdict: 'approve' });
    await becomes(card, 'executed');
    expect(await mailTo(system.running, 'lost@customer.example')).toHaveLength(1);
    const [row] = (await ada.card(card.actionId)).history;
    const shown = { agentId: card.agent.agentId, round: row?.round, v: row?.v };
    expect(await post(`/approvals/${card.actionId}/resolution`, { said: 'not_sent', shown })).toMatchObject({
      ...{ status: 409, body: { code: 'NOT_UNCERTAIN', state: 'executed' } },
    });
  });

  it('sends again what failed for good, and takes "I checked" of what stays uncertain', async () => {
    const card = await asked('again@customer.example');
    system.stack.mailbox.nextAnswer('refuse');
    await press(card, { verdict: 'approve' });
    await becomes(card, 'failed');
    system.stack.mailbox.nextAnswer('server-error');
    const failed = await ada.card(card.actionId);
    expect(await press({ ...failed, round: failed.highestRound }, { verdict: 'send_again' })).toMatchObject({
      ...{ status: 200, body: { round: 2 } },
    });
    await becomes(card, 'uncertain');
    const row = (await ada.card(card.actionId)).history.find(({ round }) => round === 2);
    const shown = { agentId: card.agent.agentId, round: 2, v: row?.v };
    expect(await post(`/approvals/${card.actionId}/resolution`, { said: 'not_sent', shown })).toMatchObject({
      ...{ status: 200, body: { state: 'failed' } },
    });
    await becomes(card, 'failed');
  });

  it('and nobody was refused a right, nor gave up on an event', async () => {
    expect(system.log).toEqual([]);
    expect(await system.stack.deadLetters.list()).toEqual([]);
  });
});
