import { describe, expect, it } from 'vitest';
import { press } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('a card keeps nothing back', () => {
  it('of an email: copies, hidden copies, where answers go and its files stand there, and in its sentence', async () => {
    const actionId = await world.ask('send_email', {
      ...{ to: ['to@customer.example'], cc: ['copy@customer.example'], bcc: ['hidden@customer.example'] },
      ...{ replyTo: ['answers@customer.example'], subject: 'All of it', text: 'Hello' },
    });
    const { page, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`, { size: 'phone' });
    const [to, and] = ['to@customer.example', 'copy@customer.example'];
    await page
      .getByRole('heading', { level: 1, name: `Send an email to ${to} and ${and}, with a hidden copy` })
      .waitFor();
    const fields = { to, cc: and, bcc: 'hidden@customer.example', replyTo: 'answers@customer.example' };
    for (const [key, value] of Object.entries(fields))
      expect(await page.locator(`[data-key=${key}]`).innerText()).toContain(value);
    expect(await page.locator('.target').innerText()).toContain(`${to} and 2 more`);
    expect(troubles).toEqual([]);
  });

  it('of what went wrong: a decision that did not arrive is not shown as made, and can be repeated', async () => {
    const actionId = await world.asked('lost@customer.example');
    const { page } = await world.open(world.people.olivia, `/approvals/${actionId}`);
    const decision = `**/approvals/${actionId}/decision`;
    await page.route(decision, (route) => route.abort());
    await press(page, 'Approve');
    await page.getByText('The service could not be reached').waitFor();
    await page.getByRole('link', { name: 'List', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Waiting for you' }).waitFor();
    await page.getByRole('link', { name: /lost@customer\.example/ }).click();
    await page.unroute(decision);
    await press(page, 'Approve');
    await page.getByText(/^Approved, being carried out:/).waitFor();
    expect((await world.olivia.card(actionId)).history).toHaveLength(1);
  });
});
