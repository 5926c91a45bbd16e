import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

const go = (page: Page, path: string) => page.goto(`${world.system.running.apiUrl}/#${path}`);
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();

describe('somebody builds an agent in the console', () => {
  it('makes it, sets its rule for emails, tries that rule, and saves it', async () => {
    const { page, troubles } = await world.open('per_olivia');
    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByRole('button', { name: 'New agent' }).click();
    await page.getByLabel('Name').fill('Refund desk');
    await page.getByRole('button', { name: 'Make it' }).click();
    await heading(page, 'Refund desk');
    await page.getByRole('link', { name: /^Emails/ }).click();
    await page.getByLabel('it depends on a list').check();
    await page.getByRole('combobox', { name: 'The list', exact: true }).fill('acme.example');
    await page.keyboard.press('Enter');
    await page.getByLabel('To anybody else').selectOption('block');
    await page.getByLabel('To', { exact: true }).fill('bo@acme.example, eve@evil.example');
    await page.getByRole('button', { name: 'Judge it' }).click();
    await page.locator('.reasons li').nth(1).waitFor();
    expect(await page.locator('.reasons li').allInnerTexts()).toEqual([
      expect.stringMatching(/allowed[\s\S]*bo@acme\.example/i),
      expect.stringMatching(/blocked[\s\S]*eve@evil\.example/i),
    ]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. It holds from the next action on.').waitFor();
    await page.getByRole('link', { name: 'Capabilities' }).click();
    await page.getByRole('link', { name: /^Emails\s*By its list/ }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('gives it a webhook, whose secret is shown once, and a key, which is shown once', async () => {
    const { page, troubles } = await world.open('per_olivia');
    await go(page, '/agents/agt_invoice/triggers');
    await page.getByRole('button', { name: 'Add a trigger' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('From the shop');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByText(/^whsec_/).waitFor({ state: 'detached' });
    await go(page, '/agents/agt_invoice/keys');
    await page.getByLabel('Name of a new key').fill('LangGraph');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByText(/^csk_/).first().waitFor();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Revoke LangGraph' }).click();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await page.getByText('Revoked').waitFor();
    expect(troubles).toEqual([]);
  });

  it('holds it only after typing its name', async () => {
    const { page, troubles } = await world.open('per_olivia');
    await go(page, '/agents/agt_stock');
    await page.getByRole('button', { name: 'Hold' }).click();
    const confirm = page.getByRole('button', { name: 'Hold it' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel(/^Type Stock reporter/).fill('Stock reporter');
    await confirm.click();
    await page.getByText('On hold', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Release' }).click();
    await page.getByText('On hold', { exact: true }).waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });
});

describe('an admin looks after the workspace', () => {
  it('invites a person, makes a team, and turns calls off for everybody', async () => {
    const { page, troubles } = await world.open('per_ada');
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Email address').fill('nils@acme.example');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Nils New');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText('nils@acme.example is invited').waitFor();
    await page.getByLabel('Name of a new team').fill('Finance');
    await page.getByRole('button', { name: 'Make a team' }).click();
    await page.getByRole('link', { name: 'Finance' }).click();
    await heading(page, 'Finance');
    await page.getByRole('link', { name: 'Workspace' }).click();
    await page.getByLabel('Calls').selectOption('off');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. It holds from the next action on.').waitFor();
    await go(page, '/agents/agt_shop/capabilities');
    await page.getByRole('link', { name: /^Calls\s*Blocked/ }).waitFor();
    expect(troubles).toEqual([]);
  });
});

const PAGES = [
  '/agents',
  '/agents/agt_invoice',
  '/agents/agt_invoice/access',
  '/agents/agt_invoice/keys',
  '/agents/agt_invoice/triggers',
  '/agents/agt_invoice/capabilities',
  '/agents/agt_invoice/capabilities/send_email',
  '/agents/agt_shop/tools/book_courier',
  '/people',
  '/workspace',
  '/me',
];

describe.each([
  ['wide', 'light'],
  ['phone', 'dark'],
] as const)('on a %s screen, %s', (size, scheme) => {
  let page: Page;
  let troubles: string[];
  beforeAll(async () => {
    ({ page, troubles } = await world.open('per_ada', '/', { size, scheme }));
  });

  it.each(PAGES)(
    '%s is open to everybody (WCAG 2.2 AA), breaks no rule of the page, and needs no sideways scrolling',
    async (path) => {
      await go(page, path);
      await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
      await page.locator('main h1').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(troubles).toEqual([]);
    },
  );
});
