import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Look, openBrowser, openConsole, signInAs } from '../support/browser.ts';
import { startTestStack } from '../support/local-stack.ts';
import { seed } from './seed.ts';

/** `npm run screenshots`: every page of the console, wide and on a phone, into a folder that git leaves alone. */
const folder = join('.countersign', 'screenshots');

type Shot = { name: string; at: string; dark?: true; before?: (page: Page) => Promise<unknown> };

const system = await startTestStack();
const browser = await openBrowser();
try {
  const { olivia } = await seed(system.running);
  mkdirSync(folder, { recursive: true });
  const pending = await olivia.pending();
  const find = (part: string) => pending.find(({ summary }) => summary.includes(part))?.actionId ?? '';
  const [email, prices, refund] = ['invoice 1043', 'Prices', '/refunds'].map(find);
  const card = await olivia.card(email ?? '');
  const shots: Shot[] = [
    { name: 'approvals', at: '/', dark: true },
    { name: 'approval-email', at: `/approvals/${email}`, dark: true },
    { name: 'approval-html', at: `/approvals/${prices}`, before: (page) => page.getByText('Show a preview').click() },
    { name: 'approval-request', at: `/approvals/${refund}` },
    { name: 'approval-edit', at: `/approvals/${email}`, before: edit },
    { name: 'approval-reject', at: `/approvals/${email}`, before: (page) => press(page, 'Reject') },
    { name: 'conversation', at: `/conversations/${card.conversationId}`, dark: true },
    { name: 'chat', at: '/agents/agt_invoice/chat' },
    { name: 'activity', at: '/activity', dark: true },
    { name: 'numbers', at: '/numbers', dark: true },
    { name: 'agent-activity', at: '/agents/agt_invoice/activity' },
    { name: 'bell', at: '/', before: (page) => page.getByRole('button', { name: /^Notifications/ }).click() },
    { name: 'shortcuts', at: `/approvals/${email}`, before: (page) => page.keyboard.press('?') },
  ];
  await take(shots, { size: 'wide', scheme: 'light' });
  await take(shots, { size: 'phone', scheme: 'light' });
  await take(
    shots.filter(({ dark }) => dark),
    { size: 'wide', scheme: 'dark' },
  );
  console.log(`The screenshots are in ${folder}.`);
} finally {
  await browser.close();
  await system.close();
}

async function take(shots: Shot[], look: Look & { size: string; scheme: string }): Promise<void> {
  const { page, troubles } = await openConsole(browser, system.running, look);
  await signInAs(page, 'per_olivia');
  for (const { name, at, before } of shots) {
    await page.goto('about:blank');
    await page.goto(`${system.running.apiUrl}/#${at}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await before?.(page);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}-${look.size}-${look.scheme}.png`) });
  }
  if (troubles.length > 0) throw new Error(`The console is in trouble: ${troubles.join('; ')}`);
}

async function edit(page: Page): Promise<void> {
  await press(page, 'Edit');
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello Dana,\n\nit is due in 14 days.\n\nKind regards');
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}
