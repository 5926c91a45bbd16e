import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { SignedInPerson } from '../../infra/demo/system.ts';
import type { Running } from '../../infra/local/running.ts';
import { lookAt, openConsole, press, signInAs } from '../support/browser.ts';
import type { Seeded } from './seed.ts';

/** By whom it is seen, where that is not Olivia; what is done before the picture; whether all of a long page is on it. */
type Shot = { name: string; at: string; as?: string; before?: (page: Page) => Promise<unknown>; whole?: true };

/** Every page of the console, in both sizes and both colours, into a folder; or those of these names alone. */
export async function takeAll(
  browser: Browser,
  running: Running,
  seeded: Seeded,
  { folder, only }: { folder: string; only: string[] },
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const all = shotsOf(seeded, await seeded.olivia.pending());
  const shots = all.filter(({ name }) => only.length === 0 || only.includes(name));
  for (const size of ['wide', 'phone'] as const) {
    for (const person of ['per_olivia', 'per_ada']) {
      const { page, troubles, context } = await openConsole(browser, running, { size });
      await signInAs(page, person);
      for (const shot of shots.filter(({ as = 'per_olivia' }) => as === person)) {
        await open(page, `${running.apiUrl}/#${shot.at}`);
        await shot.before?.(page);
        if (shot.whole) await makeTall(page);
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          await page.waitForTimeout(300);
          const path = join(folder, `${shot.name}-${size}-${scheme}.png`);
          await page.screenshot({ path });
        }
        await lookAt(page, size, 'light');
      }
      await context.close();
      if (troubles.length > 0) throw new Error(`The console is in trouble: ${troubles.join('; ')}`);
    }
  }
}

/** As tall as what is on it, so that what stays in view stands where it would at its end. */
async function makeTall(page: Page): Promise<void> {
  const { width = 0, height: least = 0 } = page.viewportSize() ?? {};
  const height = await page.evaluate('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.max(least, Number(height)) });
}

/** By way of an address that is none: what was opened on the page before is closed then. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${address.split('#')[0]}#/none`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await page.goto(address);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor({ state: 'detached' });
  await page.locator('main h1').waitFor();
  await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
}

function shotsOf(
  { chat, team, decided, conversation }: Seeded,
  pending: Awaited<ReturnType<SignedInPerson['pending']>>,
) {
  const find = (part: string) => pending.find(({ summary }) => summary.includes(part))?.actionId;
  const approval = (part: string) => `/approvals/${find(part)}`;
  const agent = (of: string, agentId = 'agt_invoice') => `/agents/${agentId}${of}`;
  const shots: Shot[] = [
    { name: 'approvals', at: '/' },
    { name: 'approval-email', at: approval('invoice 1043') },
    { name: 'approval-email-whole', at: approval('invoice 1043'), whole: true },
    { name: 'approval-html', at: approval('Prices'), before: (page) => page.getByText('Show a preview').click() },
    { name: 'approval-request', at: approval('/refunds') },
    { name: 'approval-edit', at: approval('invoice 1043'), before: edit },
    { name: 'approval-reject', at: approval('invoice 1043'), before: (page) => press(page, 'Reject') },
    { name: 'approval-done', at: `/approvals/${decided}`, whole: true },
    { name: 'conversation', at: `/conversations/${conversation}`, whole: true },
    { name: 'chat', at: `/conversations/${chat}`, whole: true },
    { name: 'chats', at: agent('/chat', 'agt_desk') },
    { name: 'activity', at: '/activity' },
    { name: 'numbers', at: '/numbers', whole: true },
    { name: 'agent-activity', at: agent('/activity') },
    { name: 'agents', at: '/agents' },
    { name: 'agent-settings', at: agent(''), whole: true },
    { name: 'agent-access', at: agent('/access') },
    { name: 'capabilities', at: agent('/capabilities') },
    { name: 'capability', at: agent('/capabilities/send_email'), whole: true, before: tryIt },
    {
      name: 'hours',
      at: agent('/capabilities/send_email'),
      whole: true,
      before: (page) => page.getByLabel('Only at certain hours').check(),
    },
    { name: 'tool', at: agent('/tools/book_courier', 'agt_shop'), whole: true },
    { name: 'triggers', at: agent('/triggers'), whole: true },
    { name: 'keys', at: agent('/keys'), whole: true },
    { name: 'preferences', at: '/me', whole: true },
    { name: 'bell', at: '/', before: (page) => page.getByRole('button', { name: /^Notifications/ }).click() },
    { name: 'shortcuts', at: approval('invoice 1043'), before: (page) => page.keyboard.press('?') },
    { name: 'people', at: '/people', as: 'per_ada', whole: true },
    { name: 'team', at: `/teams/${team}`, as: 'per_ada', whole: true },
    { name: 'workspace', at: '/workspace', as: 'per_ada', whole: true },
    { name: 'hold', at: '/workspace', as: 'per_ada', before: (page) => press(page, 'Hold') },
  ];
  return shots;
}

async function edit(page: Page): Promise<void> {
  await press(page, 'Edit');
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello Dana,\n\nit is due in 14 days.\n\nKind regards');
}

async function tryIt(page: Page): Promise<void> {
  await page.getByLabel('To', { exact: true }).fill('bo@acme.example, dana@customer.example');
  await press(page, 'Judge it');
  await page.locator('.reasons li').nth(1).waitFor();
}
