import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailTo, signIn } from '../../infra/demo/system.ts';
import type { KeptRequest } from '../../infra/local/outside/requests.ts';
import { answersChecked } from '../support/checked-fetch.ts';
import { elsewhereClient, keyFor } from '../support/elsewhere.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

const to = (address: string, text = 'Your invoice is attached to your account.') => ({
  capability: 'send_email',
  input: { to: [address], subject: 'Your invoice', text },
});

describe('an agent built elsewhere, over HTTP', () => {
  let system: TestStack;
  let agent: ReturnType<typeof elsewhereClient>;
  let key: Awaited<ReturnType<typeof keyFor>>;
  beforeAll(async () => {
    system = await startTestStack();
    key = await keyFor(system.running, 'agt_invoice');
    agent = elsewhereClient(system.running, 'agt_invoice', key.key);
  });
  afterAll(() => system.close());

  it('is told executed of what its rules allow', async () => {
    const { status, body } = await agent.ask('allowed-1', to('bo@acme.example'));
    expect([status, body.outcome]).toEqual([200, 'executed']);
    expect(await mailTo(system.running, 'bo@acme.example')).toHaveLength(1);
    // The same request once more is the same action.
    expect((await agent.ask('allowed-1', to('bo@acme.example'))).body.actionId).toBe(body.actionId);
    expect(await mailTo(system.running, 'bo@acme.example')).toHaveLength(1);
  });

  it('waits for a person, who sees its reason, and hears how it ended: by the poll, and by a signed callback', async () => {
    const olivia = await signIn(system.running, 'per_olivia');
    const url = 'https://tools.example/countersign';
    const { body: callback } = await key.person('PUT', '/agents/agt_invoice/callback', { url });
    const asked = await agent.ask('waits-1', { ...to('dana@customer.example'), reason: 'She asked twice.' });
    expect([asked.status, asked.body.outcome]).toEqual([202, 'pending_approval']);
    const { actionId } = asked.body;
    const card = await olivia.card(actionId);
    expect(card).toMatchObject({
      agentSays: 'She asked twice.',
      trigger: { kind: 'api', name: 'Test' },
      origin: 'background',
    });
    const poll = agent.poll(actionId, 20);
    await olivia.decide(card, { verdict: 'approve', notifyAgent: false, note: 'Fine.' });
    expect((await poll).body).toMatchObject({ outcome: 'executed', decision: 'approve', note: 'Fine.' });
    expect(await mailTo(system.running, 'dana@customer.example')).toHaveLength(1);

    const received = async () =>
      ((await (await fetch(`${system.running.localUrl}/requests.json`)).json()) as KeptRequest[]).find(
        ({ host, body }) => host === 'tools.example' && body.includes(actionId),
      );
    await expect.poll(received, { timeout: 60_000 }).toBeDefined();
    const request = await received();
    const told = new Webhook(String(callback.secret)).verify(request?.body ?? '', request?.headers ?? {});
    expect(told).toMatchObject({ type: 'action.settled', data: { actionId, outcome: 'executed', note: 'Fine.' } });
    expect(request?.headers['webhook-id']).toBe(`${actionId}.1.executed`);
  });

  it('shows its owner what of the callbacks did not arrive', async () => {
    await fetch(`${system.running.localUrl}/requests/next-answer`, {
      ...{ method: 'POST', body: JSON.stringify({ answer: 'refuse' }) },
    });
    const olivia = await signIn(system.running, 'per_olivia');
    const { actionId } = (await agent.ask('waits-2', to('eve@customer.example'))).body;
    await olivia.decide(await olivia.card(actionId), { verdict: 'reject', notifyAgent: false });
    const failures = async () => (await key.person('GET', '/agents/agt_invoice/callback')).body.failures;
    await expect.poll(failures, { timeout: 60_000 }).toMatchObject([{ actionId, code: 'http_422', givenUp: false }]);
    expect((await agent.poll(actionId)).body).toMatchObject({ outcome: 'rejected', decision: 'reject' });
  });

  it('is refused, with a code, what is blocked, unreadable, another agent’s, or another action under the same key', async () => {
    const other = await keyFor(system.running, 'agt_stock');
    const stock = elsewhereClient(system.running, 'agt_stock', other.key);
    const blocked = await stock.ask('b-1', to('press@elsewhere.example'));
    expect(blocked).toMatchObject({
      status: 403,
      body: { code: 'ACTION_BLOCKED', outcome: 'blocked', reason: 'outside_list' },
    });
    expect(JSON.stringify(blocked.body)).not.toContain('acme.example');
    expect(await stock.ask('b-2', { capability: 'send_email', input: { to: [] } })).toMatchObject({
      ...{ status: 400, body: { code: 'INVALID_INPUT' } },
    });
    expect(await stock.ask('b-3', { capability: 'fly', input: {} })).toMatchObject({
      ...{ status: 403, body: { reason: 'unknown_capability' } },
    });
    await agent.ask('same', to('bo@acme.example'));
    expect((await agent.ask('same', to('cy@acme.example'))).body.code).toBe('IDEMPOTENCY_CONFLICT');
    const mine = (await agent.ask('waits-3', to('kim@customer.example'))).body.actionId;
    expect((await stock.poll(mine)).status).toBe(404);
    expect((await elsewhereClient(system.running, 'agt_invoice', other.key).ask('x', to('a@b.example'))).status).toBe(
      404,
    );
  });

  it('opens nothing with a key from the moment on that it is revoked, and never decides', async () => {
    const short = await keyFor(system.running, 'agt_invoice');
    const client = elsewhereClient(system.running, 'agt_invoice', short.key);
    const { actionId } = (await client.ask('waits-4', to('liv@customer.example'))).body;
    const headers = { authorization: `Bearer ${short.key}`, 'content-type': 'application/json' };
    const decision = `${system.running.apiUrl}/approvals/${actionId}/decision`;
    expect((await fetch(decision, { method: 'POST', headers, body: '{}' })).status).toBe(401);
    const { keys } = (await short.person('GET', '/agents/agt_invoice/keys')).body;
    expect(keys.find(({ keyId }: { keyId: string }) => keyId === short.keyId)).toHaveProperty('lastUsedAt');
    expect(JSON.stringify(keys)).not.toContain(short.key);
    await short.person('DELETE', `/agents/agt_invoice/keys/${short.keyId}`);
    expect((await client.poll(actionId)).body.code).toBe('BAD_KEY');
    expect((await client.ask('waits-5', to('liv@customer.example'))).status).toBe(401);
  });

  it('and all of it was as the API describes itself', () => {
    expect(answersChecked()).toBeGreaterThan(20);
    expect(system.log).toEqual([]);
  });
});
