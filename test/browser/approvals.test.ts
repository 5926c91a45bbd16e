import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { mailTo } from '../../infra/demo/system.ts';
import { press } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();
const mailIn = (email: string) => mailTo(world.running, email);
const stateOf = async (actionId: string) => (await world.olivia.card(actionId)).state;
const said = (page: Page) => page.locator('#announcements').innerText();

describe('a person decides in the console', () => {
  it('finds what waits in the list, approves it by the keyboard alone, and is led to the next one', async () => {
    const [first, second] = [await world.asked('one@customer.example'), await world.asked('two@customer.example')];
    const { page, troubles } = await world.open(world.people.olivia);
    await page.getByRole('link', { name: /one@customer\.example/ }).waitFor();
    await page.keyboard.press('o');
    await page.getByRole('heading', { level: 1, name: /^Send an email to one@customer\.example/ }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.locator('[data-key=text]').innerText()).toContain('thank you for asking about invoice 1043');
    await page.getByRole('button', { name: 'Approve', exact: true, disabled: false }).waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /two@customer\.example/ }).waitFor();
    expect(page.url()).toContain(second);
    // What was pressed is gone: whoever listens is at the heading of the next one, and not at the top of nowhere.
    const focused = "document.activeElement.tagName + ' ' + document.activeElement.innerText";
    await expect.poll(() => page.evaluate(focused)).toMatch(/^H1 .*two@customer\.example/);
    await expect.poll(() => mailIn('one@customer.example')).toHaveLength(1);
    await page.goto(`${world.running.apiUrl}/#/approvals/${first}`);
    await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
    await page.getByText('Approved by Olivia Owner.').waitFor();
    expect(troubles).toEqual([]);
  });

  it('rejects on a phone, with a usual reason and one hand', async () => {
    const actionId = await world.asked('phone@customer.example');
    const { page, troubles } = await world.open(world.people.miguel, `/approvals/${actionId}`, { size: 'phone' });
    await press(page, 'Reject');
    const presets = page.locator('.presets button');
    await presets.first().waitFor();
    // WCAG 2.2, 2.5.8: no target of a finger is smaller.
    for (const preset of await presets.all()) expect((await preset.boundingBox())?.height).toBeGreaterThanOrEqual(24);
    await press(page, 'This is the wrong recipient.');
    await press(page, 'Reject');
    await expect.poll(() => stateOf(actionId)).toBe('rejected');
    expect((await world.olivia.card(actionId)).history).toMatchObject([
      { verdict: 'reject', decidedBy: 'Miguel Editor', note: 'This is the wrong recipient.' },
    ]);
    expect(troubles).toEqual([]);
  });

  it('changes the text, sees what changed, and approves that, with the agent told', async () => {
    const actionId = await world.asked('edit@customer.example');
    const { page, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`, { size: 'phone' });
    await press(page, 'Edit');
    const approve = page.getByRole('button', { name: 'Approve with changes' });
    expect(await approve.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello Dana,\n\nit is due in 14 days.');
    await page.locator('.differences [data-kind=new]', { hasText: 'it is due in 14 days.' }).waitFor();
    await page.getByLabel('Notify agent').check();
    const sent = page.waitForRequest(`**/approvals/${actionId}/decision`);
    await approve.click();
    expect((await sent).postDataJSON()).toMatchObject({ verdict: 'approve', notifyAgent: true });
    await expect.poll(() => mailIn('edit@customer.example')).toMatchObject([{ text: /due in 14 days/ }]);
    const { editedBy, proposed } = await world.olivia.card(actionId);
    expect({ editedBy, proposed }).toMatchObject({
      ...{ editedBy: 'Olivia Owner', proposed: { text: expect.stringContaining('due in 30 days') } },
    });
    expect(troubles).toEqual([]);
  });

  it('is told within moments who was faster, aloud too, and cannot decide any more', async () => {
    const actionId = await world.asked('both@customer.example');
    const olivia = await world.open(world.people.olivia, `/approvals/${actionId}`);
    const miguel = await world.open(world.people.miguel, `/approvals/${actionId}`, { size: 'phone' });
    await miguel.page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    await press(olivia.page, 'Reject');
    await press(olivia.page, 'Reject');
    await miguel.page.getByText('Rejected by Olivia Owner.').waitFor();
    expect(await said(miguel.page)).toBe('Rejected');
    expect(await miguel.page.evaluate('document.activeElement.innerText')).toBe('Rejected');
    expect(await miguel.page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
    expect([...olivia.troubles, ...miguel.troubles]).toEqual([]);
  });

  it('presses in the same second as somebody else: one counts, and the other is told whose', async () => {
    const actionId = await world.asked('second@customer.example');
    const { page, troubles } = await world.open(world.people.miguel, `/approvals/${actionId}`);
    const approve = page.getByRole('button', { name: 'Approve', exact: true });
    await approve.waitFor();
    // What the page would read meanwhile does not come, so that it sends its decision on what it knew.
    await page.route(`**/approvals/${actionId}`, (route) => route.abort());
    await world.olivia.decide(await world.olivia.card(actionId), { verdict: 'reject', notifyAgent: false });
    await approve.click();
    await page.getByText('Olivia Owner rejected this before you').waitFor();
    await page.unroute(`**/approvals/${actionId}`);
    await page.getByText('Rejected by Olivia Owner.').waitFor();
    expect(troubles.filter((says) => !says.includes('ERR_FAILED'))).toEqual([]);
  });

  it('looks at the HTML of an email in a frame that can do nothing', async () => {
    const html = '<p>Hello <b>Dana</b>, see <a href="https://acme.example/pay">how to pay</a>.</p>';
    const actionId = await world.ask('send_email', {
      to: ['html@customer.example'],
      subject: 'Hello',
      text: 'Hi',
      html,
    });
    const { page, troubles } = await world.open(world.people.olivia, `/approvals/${actionId}`);
    await page.getByText('Show a preview').click();
    const frame = page.locator('iframe.html-preview');
    expect(await frame.getAttribute('sandbox')).toBe('');
    await page.frameLocator('iframe.html-preview').getByText('how to pay').waitFor();
    expect(await page.frameLocator('iframe.html-preview').locator('body').innerText()).toContain('acme.example/pay');
    expect(troubles).toEqual([]);
  });
});
