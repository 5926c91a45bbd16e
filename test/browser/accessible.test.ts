import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

describe('the console, for who cannot see or point', () => {
  it.each([
    ['wide', 'light'],
    ['phone', 'dark'],
  ] as const)('is clean for axe on every page: %s, %s', async (size, scheme) => {
    const actionId = await world.asked(`axe-${size}@customer.example`);
    const { conversationId } = await world.olivia.card(actionId);
    const { page, troubles } = await world.open('per_olivia', '/', { size, scheme });
    const at = [
      ...['/', `/approvals/${actionId}`, `/conversations/${conversationId}`, '/agents/agt_invoice/chat'],
      ...['/activity', '/numbers', '/agents/agt_invoice/activity', '/no-such-page'],
    ];
    const found: Record<string, string[]> = {};
    for (const path of at) {
      await page.goto(`${world.system.running.apiUrl}/#${path}`);
      await page.locator('main h1, main .empty').first().waitFor();
      await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
      // The page before may stand there for a moment, until the script of this one has come.
      for (let tries = 0; tries < 20; tries++) {
        found[path] = await axeFindings(page);
        if (found[path].length === 0) break;
        await page.waitForTimeout(250);
      }
    }
    expect(Object.entries(found).filter(([, lines]) => lines.length > 0)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('is told where they are: each page has its heading focused, and Tab begins with a way past the navigation', async () => {
    const { page } = await world.open('per_olivia', '/activity');
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.evaluate("document.querySelector('a[href], button').innerText")).toBe('Skip to content');
    await page.getByRole('button', { name: 'Skip to content' }).press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
  });
});
