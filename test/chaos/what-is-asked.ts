/** One thing that the outside world asks agents for; its marker finds it again, whatever became of it. */
export type Delivery = { triggerId: string; deliveryId: string; payload: Record<string, unknown> };

const SHOP = ['order.returned', 'order.heavy', 'order.ready', 'order.forgotten'];

/** Mostly emails; every executor gets its share. Numbered from 0. */
export function deliveryOf(number: number): Delivery {
  const mark = markerOf(number);
  const deliveryId = `msg_${mark}`;
  const name = `Customer ${mark}`;
  const type = number % 2 === 0 ? undefined : SHOP[((number - 1) / 2) % SHOP.length];
  if (type === undefined) {
    const customer = { name, email: `${mark.toLowerCase()}@customer.example` };
    return { triggerId: 'trg_invoices', deliveryId, payload: { type: 'invoice.question', customer, invoice: mark } };
  }
  const customer = { name, phone: '+46701740605' };
  return { triggerId: 'trg_shop', deliveryId, payload: { type, customer, order: mark, amount: '25.00' } };
}

export function markerOf(number: number): string {
  return `CH${String(number).padStart(5, '0')}`;
}

/** The marker in a text: an action's content, or what reached the outside. */
export function markerIn(text: string): string | undefined {
  return /CH\d{5}/.exec(text)?.[0];
}

/** Of an agent that was told that its customer has an answer, and then notes it for the records without asking. */
export function isNote(text: string): boolean {
  return text.includes('records@acme.example');
}
