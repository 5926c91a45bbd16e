import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellStory } from '../../infra/demo/story.ts';
import { mailTo, sendWebhook, signIn } from '../../infra/demo/system.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

describe('the whole system on one machine', () => {
  let system: TestStack;
  beforeAll(async () => {
    system = await startTestStack();
  });
  afterAll(() => system.close());

  it('takes an email from a webhook to a told agent, and a rejected and a blocked one to their ends', async () => {
    await tellStory(system.running);
    expect(system.log).toEqual([]);
    expect(await system.stack.deadLetters.list()).toEqual([]);
  });

  it('starts one conversation for a webhook delivered twice', async () => {
    const payload = {
      type: 'invoice.question',
      customer: { name: 'Eve', email: 'eve@customer.example' },
      invoice: '7',
    };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => sendWebhook(system.running, 'trg_invoices', payload, 'msg_same')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    expect(answers.filter(({ body }) => !body.duplicate)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.conversationId)).size).toBe(1);
    const olivia = await signIn(system.running, 'per_olivia');
    await expect
      .poll(async () => (await olivia.pending()).filter(({ summary }) => summary.includes('eve@')).length, {
        timeout: 90_000,
      })
      .toBe(1);
  });

  it('writes no content into any log', async () => {
    const { readFileSync, globSync } = await import('node:fs');
    const lines = globSync(`${system.stateDirectory}/logs/*.log`)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(lines).toContain('"message":"decided"');
    for (const content of [
      'dana@customer.example',
      'Dana',
      'thank you for asking',
      'We do not know this customer',
      'olivia@acme.example',
    ]) {
      expect(lines).not.toContain(content);
    }
  });

  it('sends the notice to the owner who turned it on, and to nobody else', async () => {
    expect(await mailTo(system.running, 'olivia@acme.example')).not.toHaveLength(0);
    expect(await mailTo(system.running, 'miguel@acme.example')).toEqual([]);
    expect(await mailTo(system.running, 'ada@acme.example')).toEqual([]);
  });
});
