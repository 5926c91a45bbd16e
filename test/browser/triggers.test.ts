import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { press } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

/** Opens the form for a new trigger of that kind, with a name. */
async function newTrigger(kind: string, name: string) {
  const { page, context, troubles } = await world.open(world.people.olivia, `/agents/${world.agentId}/triggers`);
  await press(page, 'Add a trigger');
  await page.getByLabel('It is started by').selectOption(kind);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  return { page, context, troubles, panel: page.getByRole('region', { name }) };
}

/** Starts the agent by the trigger's own button, and finds that in what it started last. */
async function test(page: Page, name: string): Promise<void> {
  const panel = page.getByRole('region', { name });
  await panel.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('The agent was started').waitFor();
  await panel.getByText('What it started last').click();
  await panel.getByRole('link', { name: /^A test, just now/ }).waitFor();
}

describe('somebody sets up in the console what starts an agent', () => {
  it('a mail: says who may write, copies the address, and tries it', async () => {
    const { page, context, troubles, panel } = await newTrigger('email', 'Letters');
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: world.running.apiUrl });
    const localPart = `letters-${world.agentId.slice(-8).toLowerCase()}`;
    await page.getByLabel('Address, before the @').fill(localPart);
    await page.getByRole('combobox', { name: 'Who may write' }).fill('acme.example');
    await page.keyboard.press('Enter');
    await press(page, 'Add it');
    const address = await panel.locator('code').innerText();
    expect(address).toMatch(new RegExp(`^${localPart}@agents\\.`));
    await panel.getByRole('button', { name: 'Copy' }).click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address);
    await test(page, 'Letters');
    expect(troubles).toEqual([]);
  });

  it('the clock: is told what cannot be read, sees when it runs next, and pauses it', async () => {
    const { page, troubles, panel } = await newTrigger('schedule', 'Every morning');
    await page.getByLabel('When').fill('every morning');
    await page.getByLabel('What it is to do then').fill('Look for what is overdue.');
    await press(page, 'Add it');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.getByLabel('When').fill('cron(0 9 ? * MON-FRI *)');
    await press(page, 'Add it');
    expect((await panel.getByText(/Next: /).innerText()).split(' · ')).toHaveLength(3);
    await test(page, 'Every morning');
    await press(page, 'Change Every morning');
    await page.getByRole('dialog').getByLabel('Paused').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Paused', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('an event: by its pattern, tries it, and removes it only after typing its name', async () => {
    const { page, troubles, panel } = await newTrigger('event', 'Returned orders');
    await page.getByLabel(/^Pattern of the event/).fill('{ "source": ["shop.returns"] }');
    await press(page, 'Add it');
    await panel.locator('pre', { hasText: 'shop.returns' }).waitFor();
    await test(page, 'Returned orders');
    await panel.getByRole('button', { name: 'Remove' }).click();
    const remove = page.getByRole('button', { name: 'Remove it' });
    expect(await remove.isDisabled()).toBe(true);
    await page.getByLabel(/^Type Returned orders/).fill('Returned orders');
    await remove.click();
    await panel.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });
});
