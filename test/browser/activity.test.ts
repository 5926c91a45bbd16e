import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('what agents did', () => {
  beforeAll(async () => {
    const [approved, rejected] = [await world.asked('yes@customer.example'), await world.asked('no@customer.example')];
    await world.asked('waits@customer.example');
    await world.olivia.decide(await world.olivia.card(approved), { verdict: 'approve', notifyAgent: false });
    const note = 'Not to this customer.';
    await world.olivia.decide(await world.olivia.card(rejected), { verdict: 'reject', notifyAgent: false, note });
    const isDone = async () => expect((await world.olivia.card(approved)).state).toBe('executed');
    await vi.waitFor(isDone, { timeout: 20_000 });
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
    await page.locator('svg.days rect[data-part=approved]').waitFor({ state: 'attached' });
    const today = page.getByRole('table', { name: 'Actions by day' }).getByRole('row').last();
    expect(await today.getByRole('cell').allInnerTexts()).toEqual(['0', '1', '1', '1', '0']);
    await page.getByText('1 approved, 1 rejected').waitFor();
    await page.getByText('yes@customer.example').waitFor();
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
