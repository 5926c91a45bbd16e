import { setTimeout as delay } from 'node:timers/promises';
import { type SignedInPerson, sendWebhook, signIn } from '../../infra/demo/system.ts';
import type { Running } from '../../infra/local/running.ts';
import { personFor } from '../support/elsewhere.ts';

const CUSTOMERS = [
  { name: 'Dana Berg', email: 'dana@customer.example', phone: '+46701740605' },
  { name: 'Rudi Okoye', email: 'rudi@elsewhere.example', phone: '+46701740606' },
  { name: 'Mina Sato', email: 'mina@partner.example', phone: '+46701740607' },
];

export type Seeded = Awaited<ReturnType<typeof seed>>;

/** A morning in the example workspace: things that wait, and things that were decided. */
export async function seed(running: Running) {
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
  const chat = await olivia.startChat('agt_desk', 'email kim@customer.example that her parcel is on its way');
  const pending = await waitFor(olivia, 7);
  const invoice = pending.find(({ summary }) => summary.includes('invoice 1043'));
  const { conversationId: conversation } = await olivia.card(invoice?.actionId ?? '');
  const ada = await personFor(running, 'per_ada');
  const { body: team } = await ada('POST', '/teams', { name: 'Finance' });
  await ada('PUT', `/teams/${team.teamId}/members/per_olivia`, { role: 'member' });
  const callback = await personFor(running, 'per_olivia');
  await callback('POST', '/agents/agt_invoice/keys', { name: 'LangGraph in production' });
  return { olivia, chat, conversation, decided: second?.actionId ?? '', team: String(team.teamId) };
}

async function waitFor(person: SignedInPerson, count: number) {
  for (const until = Date.now() + 60_000; ; ) {
    const pending = await person.pending();
    if (pending.length >= count) return pending;
    if (Date.now() > until) throw new Error(`Only ${pending.length} of ${count} wait.`);
    await delay(200);
  }
}
