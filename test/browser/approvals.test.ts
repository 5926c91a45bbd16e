import { describe, expect, it } from 'vitest';
import { mailTo } from '../../infra/demo/system.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();
const mailIn = (email: string) => mailTo(world.system.running, email);
const stateOf = async (actionId: string) => (await world.olivia.card(actionId)).state;
const soon = { timeout: 20_000 };

describe('a person decides in the console', () => {
  it('says what they found of something uncertain, having first sent again what failed', async () => {
    const actionId = await world.asked('lost@customer.example');
    // Olivia's notice goes out first, and no other one for five minutes: what is refused is the agent's email.
    await expect.poll(() => mailIn('olivia@acme.example'), soon).not.toHaveLength(0);
    world.system.stack.mailbox.nextAnswer('refuse');
    const { page, troubles } = await world.open('per_olivia', `/approvals/${actionId}`);
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(() => stateOf(actionId), soon).toBe('failed');
    world.system.stack.mailbox.nextAnswer('server-error');
    await page.goto(`${world.system.running.apiUrl}/#/approvals/${actionId}`);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('button', { name: 'Approve and send again' }).click();
    await page.getByRole('button', { name: 'I checked: it was done' }).click();
    await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
    expect(await stateOf(actionId)).toBe('executed');
    expect(troubles).toEqual([]);
  });

  it('finds what waits in the list, approves it, and is led to the next one', async () => {
    const [first, second] = [await world.asked('one@customer.example'), await world.asked('two@customer.example')];
    const { page, troubles } = await world.open('per_olivia');
    await page.getByRole('link', { name: /one@customer\.example/ }).click();
    await page.getByRole('heading', { level: 1, name: /^Send an email to one@customer\.example/ }).waitFor();
    expect(await page.locator('[data-key=text]').innerText()).toContain('thank you for asking about invoice 1043');
    await page.getByText('Not on the allow-list of this agent').waitFor();
    await page.getByText('I answer Dana.').waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /two@customer\.example/ }).waitFor();
    expect(page.url()).toContain(second);
    await expect.poll(() => mailIn('one@customer.example'), soon).toHaveLength(1);
    await page.goto(`${world.system.running.apiUrl}/#/approvals/${first}`);
    await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
    await page.getByText('Approved by Olivia Owner.').waitFor();
    expect(troubles).toEqual([]);
  });

  it('rejects on a phone, with a usual reason and one hand', async () => {
    const actionId = await world.asked('phone@customer.example');
    const { page, troubles } = await world.open('per_miguel', `/approvals/${actionId}`, { size: 'phone' });
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('button', { name: 'This is the wrong recipient.' }).click();
    await page.getByRole('button', { name: 'Reject' }).click();
    await expect.poll(() => stateOf(actionId), soon).toBe('rejected');
    expect((await world.olivia.card(actionId)).history).toMatchObject([
      { verdict: 'reject', decidedBy: 'Miguel Editor', note: 'This is the wrong recipient.' },
    ]);
    expect(troubles).toEqual([]);
  });

  it('changes the text, sees what changed, and approves that', async () => {
    const actionId = await world.asked('edit@customer.example');
    const { page, troubles } = await world.open('per_olivia', `/approvals/${actionId}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    const approve = page.getByRole('button', { name: 'Approve with changes' });
    expect(await approve.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello Dana,\n\nit is due in 14 days.');
    await page.locator('.differences [data-kind=new]', { hasText: 'it is due in 14 days.' }).waitFor();
    await approve.click();
    await expect.poll(() => mailIn('edit@customer.example'), soon).toMatchObject([{ text: /due in 14 days/ }]);
    expect(troubles).toEqual([]);
  });

  it('is told within moments who was faster, and cannot decide any more', async () => {
    const actionId = await world.asked('both@customer.example');
    const olivia = await world.open('per_olivia', `/approvals/${actionId}`);
    const miguel = await world.open('per_miguel', `/approvals/${actionId}`);
    await miguel.page.getByRole('button', { name: 'Approve' }).waitFor();
    await olivia.page.getByRole('button', { name: 'Reject' }).click();
    await olivia.page.getByRole('button', { name: 'Reject' }).click();
    await miguel.page.getByRole('heading', { name: 'Rejected' }).waitFor();
    await miguel.page.getByText('Rejected by Olivia Owner.').waitFor();
    expect(await miguel.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect([...olivia.troubles, ...miguel.troubles]).toEqual([]);
  });
});
