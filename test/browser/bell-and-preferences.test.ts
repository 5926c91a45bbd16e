import { describe, expect, it } from 'vitest';
import { press, signInAs } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('the bell', () => {
  it('counts what is new, leads to it, and says by itself who decided', async () => {
    const actionId = await world.asked('bell@customer.example');
    const { page, troubles } = await world.open(world.people.olivia, '/agents', { size: 'phone' });
    await page.getByRole('button', { name: 'Notifications: 1 unread' }).click();
    await page.getByRole('link', { name: /Invoice desk asks.*bell@customer\.example/s }).click();
    await page.getByRole('heading', { level: 1, name: /bell@customer\.example/ }).waitFor();
    expect(page.url()).toContain(actionId);
    await page.getByRole('button', { name: 'Notifications: none unread' }).click();
    await world.olivia.decide(await world.olivia.card(actionId), { verdict: 'reject', notifyAgent: false });
    const list = page.getByRole('dialog', { name: 'Notifications' });
    await list.getByText('Rejected by Olivia Owner').waitFor();
    await page.goto(`${world.running.apiUrl}/#/agents`);
    await list.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });

  it('and the list say in another tab what was decided in this one', async () => {
    const actionId = await world.asked('tabs@customer.example');
    const { page: one, context, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`);
    // The sign-in knows the person still, so the second tab asks for nobody.
    const other = await context.newPage();
    await other.goto(`${world.running.apiUrl}/`);
    const row = other.getByRole('link', { name: /tabs@customer\.example/ });
    await row.waitFor();
    await other.getByRole('button', { name: 'Notifications: 1 unread' }).waitFor();
    await press(one, 'Approve');
    await row.waitFor({ state: 'detached' });
    await other.getByRole('button', { name: 'Notifications: none unread' }).click();
    const bell = other.getByRole('dialog', { name: 'Notifications' });
    const entry = bell.getByRole('listitem').filter({ hasText: 'tabs@customer.example' });
    await entry.getByText('Approved by Olivia Owner').waitFor();
    expect(troubles).toEqual([]);
  });

  it('marks all of it as read', async () => {
    await world.asked('read@customer.example');
    const { page, troubles } = await world.open(world.people.olivia, '/me');
    await page.getByRole('button', { name: 'Notifications: 1 unread' }).click();
    await press(page, 'Mark all as read');
    await page.getByRole('button', { name: 'Notifications: none unread' }).waitFor();
    expect(troubles).toEqual([]);
  });
});

describe('the preferences of a person', () => {
  it('say whether emails come, which agents are muted and who stands in, and hold after a reload', async () => {
    const { page, troubles } = await world.open(world.people.miguel, '/me', { size: 'phone' });
    await page.getByLabel('Send me an email when something waits for me').check();
    await page.getByLabel('Front desk').check();
    await page.getByLabel('Somebody stands in for me').check();
    await page.getByLabel('Who', { exact: true }).selectOption('per_ada');
    await press(page, 'Save');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await page.locator('h1, button[name=personId]').first().waitFor();
    if ((await page.locator('nav.side').count()) === 0) await signInAs(page, world.people.miguel);
    await page.getByLabel('Front desk').waitFor();
    expect(await page.getByLabel('Send me an email when something waits for me').isChecked()).toBe(true);
    expect(await page.getByLabel('Front desk').isChecked()).toBe(true);
    expect(await page.getByLabel('Who', { exact: true }).inputValue()).toBe('per_ada');
    expect(troubles).toEqual([]);
  });
});
