import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mailTo, type SignedInPerson, sendWebhook, signIn } from '../../infra/demo/system.ts';
import { PRICE_LIST } from '../../infra/example/price-list.ts';
import { EmailInput } from '../../shared/action/email-content.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

const MESSAGE_ID = '<CAF=q1+7@mail.customer.example>';

describe('a customer asks for prices', () => {
  let system: TestStack;
  let olivia: SignedInPerson;
  beforeAll(async () => {
    system = await startTestStack();
    olivia = await signIn(system.running, 'per_olivia');
  });
  afterAll(() => system.close());

  const asked = async (email: string) => {
    const customer = { name: 'Bo', email };
    const payload = { type: 'price.question', customer, subject: 'Your prices?', messageId: MESSAGE_ID };
    await sendWebhook(system.running, 'trg_invoices', payload);
    const find = async () => (await olivia.pending()).find(({ summary }) => summary.includes(email))?.actionId;
    await expect.poll(find).toBeDefined();
    return olivia.card((await find()) ?? '');
  };
  const approved = async (card: Awaited<ReturnType<typeof asked>>, state: string) => {
    expect((await olivia.decide(card, { verdict: 'approve', notifyAgent: false })).status).toBe(200);
    await expect.poll(async () => (await olivia.card(card.actionId)).state).toBe(state);
  };

  it('and gets what a person approved: text, HTML and file, in the thread of the question', async () => {
    const card = await asked('bo@customer.example');
    const { name, contentType, key, bytes } = PRICE_LIST;
    expect(card.content).toMatchObject({
      ...{ subject: 'Re: Your prices?', inReplyTo: MESSAGE_ID, references: [MESSAGE_ID] },
      html: expect.stringContaining('<strong>price list</strong>'),
      attachments: [{ name, contentType, key, size: bytes.length }],
    });
    await approved(card, 'executed');
    const { text, html } = EmailInput.parse(card.content);
    const [mail] = await mailTo(system.running, 'bo@customer.example');
    expect(mail).toMatchObject({ sentBy: 'EmailExecutor', text, html });
    expect(mail?.headers).toEqual([
      { name: 'X-Countersign-Agent', value: 'agt_invoice' },
      { name: 'Auto-Submitted', value: 'auto-generated' },
      { name: 'In-Reply-To', value: MESSAGE_ID },
      { name: 'References', value: MESSAGE_ID },
    ]);
    const download = await fetch(`${system.running.localUrl}/mailbox/${mail?.messageId}/0`);
    expect(bytes.equals(Buffer.from(await download.arrayBuffer()))).toBe(true);
    expect(system.log).toEqual([]);
  });

  it('and gets nothing when the bytes are not those that a person approved', async () => {
    const card = await asked('eva@customer.example');
    const { objects } = system.stack;
    const { find } = objects;
    const bytes = Buffer.alloc(PRICE_LIST.bytes.length, 'Free for all');
    await objects.put(system.stack.filesBucket, PRICE_LIST.key, { bytes });
    // A bucket that gives out the newest version, whichever is asked for.
    objects.find = (bucket, key) => find(bucket, key);
    onTestFinished(() => void Object.assign(objects, { find }));
    await approved(card, 'failed');
    expect((await olivia.card(card.actionId)).history.at(-1)).toMatchObject({ outcome: 'content_mismatch' });
    expect(await mailTo(system.running, 'eva@customer.example')).toEqual([]);
  });
});
