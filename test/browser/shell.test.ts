import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openConsole, signInAs } from '../support/browser.ts';
import { startTestStack, type TestStack } from '../support/local-stack.ts';

let system: TestStack;
let browser: Browser;
beforeAll(async () => {
  [system, browser] = await Promise.all([startTestStack(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await system?.close();
});

describe('a person opens the console', () => {
  it('signs in, sees that nothing waits, and signs out, with nothing against the rules of the page', async () => {
    const { page, troubles } = await openConsole(browser, system.running);
    await signInAs(page, 'per_olivia');
    await page.getByText('Nothing waits for you.').waitFor();
    expect(await page.evaluate(() => [localStorage, sessionStorage].flatMap((store) => Object.values(store)))).toEqual(
      [],
    );
    await page.getByRole('button', { name: 'Signed in as Olivia Owner' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out.' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('learns its shortcuts by ?, with dialogs and menus that write no style into the page', async () => {
    const { page, troubles } = await openConsole(browser, system.running, { size: 'phone', scheme: 'dark' });
    await signInAs(page, 'per_olivia');
    await page.getByText('Nothing waits for you.').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByText('No notifications yet.').waitFor();
    expect(await page.locator('style').count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
