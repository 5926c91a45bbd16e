import { describe, expect, it } from 'vitest';
import { press } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('an admin looks after the workspace', () => {
  it('invites a person, makes a team, puts that person into it, and removes them after typing their name', async () => {
    const { page, troubles } = await world.open('per_ada', '/', { size: 'phone' });
    await page.getByRole('link', { name: 'People' }).click();
    await press(page, 'Invite somebody');
    await page.getByLabel('Email address').fill('nils@acme.example');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Nils New');
    await press(page, 'Invite');
    await page.getByText('nils@acme.example is invited').waitFor();
    await page.getByLabel('Name of a new team').fill('Finance');
    await press(page, 'Make a team');
    await page.getByRole('link', { name: 'Finance' }).click();
    await page.getByRole('heading', { name: 'Finance', level: 1 }).waitFor();
    await page.getByLabel('Add a person').selectOption({ label: 'Nils New' });
    await press(page, 'Add');
    await page.getByLabel('Role of Nils New').waitFor();
    await page.getByRole('link', { name: 'People' }).click();
    await press(page, 'Remove Nils New');
    await page.getByLabel(/^Type Nils New/).fill('Nils New');
    await press(page, 'Remove');
    await page.getByText('Nils New is removed').waitFor();
    expect(troubles).toEqual([]);
  });

  it('turns calls off for everybody, which agents show as blocked', async () => {
    const { page, troubles } = await world.open('per_ada', '/workspace');
    await page.getByLabel('Calls').selectOption('off');
    await press(page, 'Save');
    await page.getByText('Saved. It holds from the next action on.').waitFor();
    await page.goto(`${world.running.apiUrl}/#/agents/agt_shop/capabilities`);
    await page.getByRole('link', { name: /^Calls\s*Blocked/ }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('is asked to type what stops everything, and stops nothing by closing that', async () => {
    const { page, troubles } = await world.open('per_ada', '/workspace');
    for (const [button, action, word] of [
      ['Hold', 'Hold it', 'hold'],
      ['Withdraw all', 'Withdraw all', 'withdraw all'],
    ] as const) {
      await press(page, button);
      const dialog = page.getByRole('dialog');
      expect(await dialog.getByRole('button', { name: action }).isDisabled()).toBe(true);
      await dialog.getByLabel(new RegExp(`^Type ${word}`)).fill(word);
      expect(await dialog.getByRole('button', { name: action }).isDisabled()).toBe(false);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    expect((await world.ada('GET', '/workspace/settings')).body.hold).toBe(false);
    expect(troubles).toEqual([]);
  });

  it('is for admins only', async () => {
    const { page } = await world.open(world.people.miguel, '/workspace');
    await page.getByText('Only an admin may do this').waitFor();
    expect(await page.getByRole('link', { name: 'Workspace' }).count()).toBe(0);
  });
});
