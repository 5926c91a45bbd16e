import { setTimeout as delay } from 'node:timers/promises';
import { type SignedInPerson, sendWebhook, signIn } from '../../infra/demo/system.ts';
import type { Running } from '../../infra/local/running.ts';

const CUSTOMERS = [
  { name: 'Dana Berg', email: 'dana@customer.example', phone: '+46701740605' },
  { name: 'Rudi Okoye', email: 'rudi@elsewhere.example', phone: '+46701740606' },
  { name: 'Mina Sato', email: 'mina@partner.example', phone: '+46701740607' },
];

/** A morning in the example workspace: things that wait, and things that were decided. */
export async function seed(running: Running): Promise<{ olivia: SignedInPerson }> {
  const olivia = await signIn(running, 'per_olivia');
  const [dana, rudi, mina] = CUSTOMERS;
  const send = (trigger: string, payload: unknown) => sendWebhook(running, trigger, payload);
  await send('trg_invoices', { type: 'invoice.question', customer: rudi, invoice: '1042' });
  await send('trg_shop', { type: 'order.ready', customer: mina, order: '7001' });
  const [first, second] = await waitFor(olivia, 2);
  if (first) await olivia.decide(await olivia.card(first.actionId), { verdict: 'approve', notifyAgent: true });
  if (second) {
    const note = 'We do not know this customer.';
    await olivia.decide(await olivia.card(second.actionId), { verdict: 'reject', notifyAgent: true, note });
  }
  await send('trg_stock', { type: 'stock.low', reportTo: 'press@elsewhere.example', item: 'toner', left: '2' });
  await send('trg_invoices', { type: 'invoice.question', customer: dana, invoice: '1043' });
  await send('trg_invoices', {
    ...{ type: 'price.question', customer: mina, subject: 'Prices for 2027?', messageId: '<77@partner.example>' },
  });
  await send('trg_shop', { type: 'order.returned', order: '7002', amount: '49.00' });
  await send('trg_shop', { type: 'order.heavy', order: '7003' });
  await send('trg_shop', { type: 'order.ready', customer: dana, order: '7004' });
  await send('trg_shop', { type: 'order.forgotten', customer: rudi, order: '7005' });
  await waitFor(olivia, 6);
  return { olivia };
}

async function waitFor(person: SignedInPerson, count: number) {
  for (const until = Date.now() + 60_000; ; ) {
    const pending = await person.pending();
    if (pending.length >= count) return pending;
    if (Date.now() > until) throw new Error(`Only ${pending.length} of ${count} wait.`);
    await delay(200);
  }
}
