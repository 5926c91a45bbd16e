import { beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { lookAt, press } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('somebody builds an agent in the console', () => {
  it('makes it, sets its rule for emails, tries that rule, and saves it', async () => {
    const { page, troubles } = await world.open(world.people.olivia);
    await page.getByRole('link', { name: 'Agents' }).click();
    await press(page, 'New agent');
    await page.getByLabel('Name').fill('Refund desk');
    await press(page, 'Make it');
    await page.getByRole('heading', { name: 'Refund desk', level: 1 }).waitFor();
    await page.getByRole('link', { name: /^Emails/ }).click();
    await page.getByLabel('it depends on a list').check();
    await page.getByRole('combobox', { name: 'The list', exact: true }).fill('acme.example');
    await page.keyboard.press('Enter');
    await page.getByLabel('To anybody else').selectOption('block');
    await page.getByLabel('To', { exact: true }).fill('bo@acme.example, eve@evil.example');
    await press(page, 'Judge it');
    await page.locator('.reasons li').nth(1).waitFor();
    expect(await page.locator('.reasons li').allInnerTexts()).toEqual([
      expect.stringMatching(/allowed[\s\S]*bo@acme\.example/i),
      expect.stringMatching(/blocked[\s\S]*eve@evil\.example/i),
    ]);
    await press(page, 'Save');
    await page.getByText('Saved. It holds from the next action on.').waitFor();
    await page.getByRole('link', { name: 'Capabilities' }).click();
    await page.getByRole('link', { name: /^Emails\s*By its list/ }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('sets the hours that it may send emails in, in a grid: by mouse, by finger and by keyboard alone', async () => {
    const at = `/agents/${world.agentId}/capabilities/send_email`;
    const { page, troubles } = await world.open(world.people.olivia, at);
    await page.getByLabel('Only at certain hours').check();
    const hour = (day: number, of: number) => page.locator(`.week [data-at="${day} ${of}"]`);
    const isOpen = async (day: number, of: number) => (await hour(day, of).getAttribute('aria-selected')) === 'true';
    expect(await page.getByRole('grid', { name: 'Open hours of the week' }).locator('[data-at]').count()).toBe(168);
    // From the usual Monday to Friday, 9 to 17: Saturday by drawing, Sunday noon by one press.
    await hour(5, 10).hover();
    await page.mouse.down();
    await hour(5, 12).hover();
    await page.mouse.up();
    await hour(6, 12).click();
    expect([await isOpen(5, 10), await isOpen(5, 11), await isOpen(5, 12), await isOpen(6, 12)]).not.toContain(false);
    // Friday from 15 on is closed by the keys: the first with Space, the next by Shift and an arrow.
    await hour(4, 14).focus();
    for (const key of ['ArrowDown', 'Space', 'Shift+ArrowDown']) await page.keyboard.press(key);
    expect([await isOpen(4, 14), await isOpen(4, 15), await isOpen(4, 16)]).toEqual([true, false, false]);
    const box = await hour(0, 0).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'Save');
    await page.getByText('Saved. It holds from the next action on.').waitFor();
    const { body } = await world.olivia.call('GET', `/agents/${world.agentId}/capabilities`);
    const { settings } = body.capabilities.find((one: { capability: string }) => one.capability === 'send_email');
    expect(settings.hours.windows).toEqual([
      { days: ['fri'], from: '09:00', to: '15:00' },
      { days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '17:00' },
      { days: ['sat'], from: '10:00', to: '13:00' },
      { days: ['sun'], from: '12:00', to: '13:00' },
    ]);
    await lookAt(page, 'phone', 'light');
    const small = await hour(0, 0).boundingBox();
    expect(Math.min(small?.width ?? 0, small?.height ?? 0)).toBeGreaterThanOrEqual(24);
    await page.getByLabel('Only at certain hours').uncheck();
    await press(page, 'Save');
    await page.getByText('Saved. It holds from the next action on.').last().waitFor();
    expect(troubles).toEqual([]);
  });

  it('gives it a webhook, whose address is there to copy and whose secret is shown once', async () => {
    const { page, troubles } = await world.open(world.people.olivia, `/agents/${world.agentId}/triggers`);
    await press(page, 'Add a trigger');
    await page.getByRole('textbox', { name: 'Name' }).fill('From the shop');
    await press(page, 'Add it');
    await page.getByText(/^whsec_/).waitFor();
    await press(page, 'I have it');
    await page.getByText(/^whsec_/).waitFor({ state: 'detached' });
    await page.getByText(/\/hooks\/trg_/).waitFor();
    await press(page, 'Send a test');
    await page.getByText('The agent was started').waitFor();
    expect(troubles).toEqual([]);
  });

  it('gives it a key, which is shown once, and revokes it after a question', async () => {
    const { page, troubles } = await world.open(world.people.olivia, `/agents/${world.agentId}/keys`);
    await page.getByLabel('Name of a new key').fill('LangGraph');
    await press(page, 'Make a key');
    await page.getByText(/^csk_/).first().waitFor();
    await press(page, 'I have it');
    await press(page, 'Revoke LangGraph');
    await press(page, 'Revoke it');
    await page.getByText('Revoked').waitFor();
    expect(troubles).toEqual([]);
  });

  it('holds it, and withdraws all of it, only after typing its name', async () => {
    const actionId = await world.asked('withdrawn@customer.example');
    const look = { size: 'phone' } as const;
    const { page, troubles } = await world.open(world.people.olivia, `/agents/${world.agentId}`, look);
    await press(page, 'Hold');
    const hold = page.getByRole('button', { name: 'Hold it' });
    expect(await hold.isDisabled()).toBe(true);
    await page.getByLabel(/^Type Invoice desk/).fill('Invoice desk');
    await hold.click();
    await page.getByText('On hold', { exact: true }).waitFor();
    await press(page, 'Release');
    await page.getByText('On hold', { exact: true }).waitFor({ state: 'detached' });
    await press(page, 'Withdraw all');
    const dialog = page.getByRole('dialog', { name: 'Withdraw all of it?' });
    await dialog.getByLabel(/^Type Invoice desk/).fill('invoice');
    expect(await dialog.getByRole('button', { name: 'Withdraw all' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/^Type Invoice desk/).fill('Invoice desk');
    await dialog.getByRole('button', { name: 'Withdraw all' }).click();
    await page.getByText('1 withdrawn').waitFor();
    expect((await world.olivia.card(actionId)).state).toBe('cancelled');
    expect(troubles).toEqual([]);
  });

  it('keeps a question open when what was pressed before it ends', async () => {
    await world.olivia.call('POST', `/agents/${world.agentId}/hold`, { hold: true });
    const { page, troubles } = await world.open(world.people.olivia, `/agents/${world.agentId}`);
    const asked = Promise.withResolvers<void>();
    await page.route('**/agents/*/hold', async (route) => {
      const response = await route.fetch();
      await asked.promise;
      await route.fulfill({ response });
    });
    await press(page, 'Release');
    await press(page, 'Withdraw all');
    const dialog = page.getByRole('dialog', { name: 'Withdraw all of it?' });
    await dialog.waitFor();
    asked.resolve();
    await page.getByText('Invoice desk goes on').waitFor();
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await press(page, 'Cancel');
    await dialog.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });
});

describe('people approved every email to one domain', () => {
  beforeAll(async () => {
    for (let asked = 0; asked < 10; asked++) {
      const card = await world.olivia.card(await world.asked(`${asked % 2 ? 'cy' : 'di'}@partner.example`));
      await world.olivia.decide(card, { verdict: 'approve', notifyAgent: false });
    }
    const refused = await world.olivia.card(await world.asked('no@elsewhere.example'));
    await world.olivia.decide(refused, { verdict: 'reject', notifyAgent: false });
  });

  it('so it is suggested to ask less: a person looks at it, replays it, and saves it, or nothing changes', async () => {
    const { page, troubles } = await world.open(world.people.olivia, `/agents/${world.agentId}/capabilities`);
    const suggested = page.getByText('You approved 10 of 10 emails to @partner.example in 30 days.');
    await suggested.waitFor();
    const { body } = await world.olivia.call('GET', `/agents/${world.agentId}`);
    await page.getByRole('link', { name: 'Look at it' }).last().click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText(/^Of \d+: \d+ allowed, \d+ asked, 0 blocked/).waitFor();
    const unchanged = await world.olivia.call('GET', `/agents/${world.agentId}`);
    expect(unchanged.body.version).toBe(body.version);
    await press(page, 'Save');
    await page.getByText('Saved. It holds from the next action on.').waitFor();
    await page.getByRole('link', { name: 'Capabilities' }).click();
    await page.getByRole('link', { name: /^Emails\s*By its list/ }).waitFor();
    expect(troubles).toEqual([]);
  });
});
