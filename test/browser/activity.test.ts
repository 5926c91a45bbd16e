import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('what agents did', () => {
  beforeAll(async () => {
    const [approved, rejected] = [await world.asked('yes@customer.example'), await world.asked('no@customer.example')];
    await world.asked('waits@customer.example');
    await world.ask('send_sms', { to: '+46701740600', text: 'Hello' });
    await world.olivia.decide(await world.olivia.card(approved), { verdict: 'approve', notifyAgent: false });
    const note = 'Not to this customer.';
    await world.olivia.decide(await world.olivia.card(rejected), { verdict: 'reject', notifyAgent: false, note });
    const isDone = async () => expect((await world.olivia.card(approved)).state).toBe('executed');
    await vi.waitFor(isDone, { timeout: 90_000 });
  });

  it('is a list with verdict, decision and outcome, each of which opens with its history', async () => {
    const { page, troubles } = await world.open(world.people.olivia, '/activity', { size: 'phone' });
    const row = (email: string) => page.getByRole('link', { name: new RegExp(email.replace('.', '\\.')) });
    await row('yes@customer.example').waitFor();
    expect(await row('yes@customer.example').innerText()).toMatch(/Done[\s\S]*approved by Olivia Owner/);
    expect(await row('no@customer.example').innerText()).toMatch(/Rejected[\s\S]*rejected by Olivia Owner/);
    expect(await row('waits@customer.example').innerText()).toContain('Waiting for a decision');
    await row('no@customer.example').click();
    await page.getByText('Olivia Owner rejected it').waitFor();
    await page.getByText('Not to this customer.').waitFor();
    expect(troubles).toEqual([]);
  });

  it('is a chart, the same numbers as a table for who cannot see it, and whom it reaches most', async () => {
    const { page, troubles } = await world.open(world.people.olivia, '/numbers');
    await page.locator('svg.days rect[data-part=approved]').first().waitFor({ state: 'attached' });
    const today = page.getByRole('table', { name: 'Actions by day' }).getByRole('row').last();
    expect(await today.getByRole('cell').allInnerTexts()).toEqual(['0', '1', '1', '2', '0']);
    await page.getByText('1 approved, 1 rejected').waitFor();
    const times = page.getByRole('table', { name: 'Decisions by the time that they took' });
    const cells = (await times.getByRole('cell').allInnerTexts()).map(Number);
    const sum = (part: number) => cells.filter((_, index) => index % 2 === part).reduce((all, one) => all + one, 0);
    expect({ approved: sum(0), rejected: sum(1) }).toEqual({ approved: 1, rejected: 1 });
    expect(await page.locator('.days').nth(1).locator('rect').count()).toBeGreaterThan(0);
    await page.getByText('yes@customer.example').waitFor();
    expect(troubles).toEqual([]);
  });

  it.each([
    ['/activity', 'How it stands', 'Rejected', 'state=rejected', 'no@customer.example'],
    ['/', 'Kind', 'Emails', 'capability=send_email', 'waits@customer.example'],
  ])('of %s is narrowed by %s, over all of it: the API is asked', async (at, label, choice, query, email) => {
    const { page, troubles } = await world.open(world.people.olivia, at, { size: 'phone' });
    await page.locator('.row').first().waitFor();
    const asked = page.waitForResponse((response) => response.url().includes(query));
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: choice, exact: true }).click();
    const { items } = await (await asked).json();
    expect(items).toMatchObject([{ summary: expect.stringContaining(email) }]);
    await page.getByRole('link', { name: new RegExp(email.replace('.', '\\.')) }).waitFor();
    await expect.poll(() => page.locator('.row').count()).toBe(1);
    expect(page.url()).toContain(query);
    expect(troubles).toEqual([]);
  });

  it('is there for one agent alone, as actions and as runs', async () => {
    const { page, troubles } = await world.open(world.people.olivia, `/agents/${world.agentId}/activity`);
    await page.getByRole('link', { name: /waits@customer\.example/ }).waitFor();
    await page.getByText('Runs', { exact: true }).click();
    await page.getByText('No runs of this kind yet.').waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });
});
