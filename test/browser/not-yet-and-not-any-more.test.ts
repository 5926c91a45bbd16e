import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('somebody is removed while they look at something', () => {
  it('is told so by itself, and sees nothing any more', async () => {
    const actionId = await world.asked('not-for-you@customer.example');
    const gone = { name: 'Gil Gone', email: `gil-${Date.now()}@acme.example`, role: 'admin' };
    const { body } = await world.ada('POST', '/people', gone);
    const { page, troubles } = await world.open(body.personId, `/approvals/${actionId}`);
    await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    await world.ada('DELETE', `/people/${body.personId}`);
    await page.getByRole('heading', { name: 'You are not a member of this workspace' }).waitFor();
    expect(await page.getByText('not-for-you').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
});

describe('an agent is on hold', () => {
  it('and its card says so to everybody who may read it: by whom, since when, and what that means', async () => {
    const actionId = await world.asked('held@customer.example');
    const hold = (on: boolean) => world.olivia.call('POST', `/agents/${world.agentId}/hold`, { hold: on });
    await hold(true);
    const { page, troubles } = await world.open(world.people.miguel, `/approvals/${actionId}`, { size: 'phone' });
    const notice = page.getByText(/^The agent is on hold, since .*20\d\d.*, by Olivia Owner: what is approved waits/);
    await notice.waitFor();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText(/^Approved, being carried out:/).waitFor();
    // What waits next is opened by itself, a moment later.
    await page.waitForURL((url) => !url.hash.includes(actionId));
    await page.goto(`${world.running.apiUrl}/#/approvals/${actionId}`);
    await page.getByRole('heading', { name: 'Approved, being carried out' }).waitFor();
    await notice.waitFor();
    await hold(false);
    await notice.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });
});

describe('somebody takes a question back', () => {
  it('so that nobody said no and nothing is done, and reads in its timeline who did and when', async () => {
    const actionId = await world.asked('taken-back@customer.example');
    const { page, troubles } = await world.open(world.people.miguel, `/approvals/${actionId}`);
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByText(/^Withdrawn:/).waitFor();
    expect(await world.olivia.card(actionId)).toMatchObject({ state: 'cancelled', history: [{ verdict: 'withdraw' }] });
    await page.goto(`${world.running.apiUrl}/#/approvals/${actionId}`);
    await page.getByText('Everything that happened, step by step').click();
    await page.getByText('Miguel Editor withdrew it').last().waitFor();
    expect(await page.locator('.timeline').innerText()).toMatch(/after opening it · from /);
    expect(await axeFindings(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
