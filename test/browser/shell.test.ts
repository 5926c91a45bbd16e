import { describe, expect, it } from 'vitest';
import { openConsole, press, signInAs } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

/** Whatever of the page outlives it or is sent by itself. */
const KEPT = `JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])`;

describe('a person opens the console', () => {
  it('signs in, sees that nothing waits, and signs out, with nothing against the rules of the page', async () => {
    const { page, context, troubles } = await openConsole(world.browser, world.running);
    const tokens: string[] = [];
    page.on('response', async (response) => {
      if (!/\/token$/.test(new URL(response.url()).pathname)) return;
      const { access_token, id_token, refresh_token } = await response.json();
      tokens.push(access_token, id_token, ...(refresh_token ? [refresh_token] : []));
    });
    await signInAs(page, world.people.olivia);
    await page.getByText('Nothing waits for you.').waitFor();
    expect(tokens.length).toBeGreaterThanOrEqual(2);
    const kept = `${await page.evaluate(KEPT)} ${JSON.stringify((await context.storageState()).origins)}`;
    for (const token of tokens) expect(kept).not.toContain(token.slice(0, 40));
    expect(kept).not.toMatch(/eyJ/);
    await press(page, 'Signed in as Olivia Owner');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out.' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('learns its shortcuts by ?, with dialogs and menus that write no style into the page', async () => {
    const { page, troubles } = await world.open(world.people.olivia, '/', { size: 'phone', scheme: 'dark' });
    await page.getByText('Nothing waits for you.').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    expect(await page.locator('style').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('is told where they are: each page has its heading focused, and Tab begins with a way past the navigation', async () => {
    const { page } = await world.open(world.people.olivia, '/activity');
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.evaluate("document.querySelector('a[href], button').innerText")).toBe('Skip to content');
    await page.getByRole('button', { name: 'Skip to content' }).press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
  });

  it('finds no page of it in a frame of another site', async () => {
    const response = await fetch(`${world.running.apiUrl}/`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
  });
});
