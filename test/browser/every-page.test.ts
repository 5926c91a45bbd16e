import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { lookAt } from '../support/browser.ts';
import { useConsole } from '../support/console-world.ts';

const world = useConsole();

/** Each page of `app/router.tsx`, by whom it is for; `:waiting` and the like are of this file's world. */
const PAGES: Record<'olivia' | 'ada', string[]> = {
  olivia: [
    ...['/', '/approvals/:waiting', '/approvals/:rejected', '/conversations/:conversation', '/activity', '/numbers'],
    ...['/agents', '/agents/:agent', '/agents/:agent/access', '/agents/:agent/keys', '/agents/:agent/triggers'],
    ...['/agents/:agent/capabilities', '/agents/:agent/capabilities/send_email', '/agents/:agent/tools/new'],
    ...['/agents/:agent/chat', '/agents/:agent/activity', '/people', '/me'],
  ],
  ada: ['/workspace', '/people', '/teams/:team', '/agents/agt_shop/tools/book_courier', '/agents/agt_invoice/triggers'],
};

/** Where each of them is gone to from: no page of ours, so that its heading is not taken for the one that is waited for. */
const NOWHERE = '/no-such-page';

const ids: Record<string, string> = {};
beforeAll(async () => {
  const rejected = await world.asked('rejected@customer.example');
  await world.olivia.decide(await world.olivia.card(rejected), { verdict: 'reject', notifyAgent: false, note: 'No.' });
  const waiting = await world.asked('waiting@customer.example');
  const { conversationId } = await world.olivia.card(waiting);
  const { body: team } = await world.ada('POST', '/teams', { name: 'Every page' });
  const made = { waiting, rejected, conversation: conversationId, agent: world.agentId, team: String(team.teamId) };
  Object.assign(ids, made);
});

describe.each(['olivia', 'ada'] as const)('every page that is for %s', (name) => {
  it.each(PAGES[name])(
    '%s is open to everybody (WCAG 2.2 AA) in both sizes and colours, does not jump, and needs no sideways scrolling',
    async (path) => {
      // A browser for each, so that nothing is known from the page before.
      const { context, page, troubles } = await world.open(name === 'ada' ? 'per_ada' : world.people.olivia, NOWHERE);
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      const isAnswered = await answerLastFirst(page);
      await go(page, path, isAnswered);
      expect(await findings(page)).toEqual({ axe: [], tooWide: 0, jumped: 0 });
      await lookAt(page, 'phone', 'dark');
      expect(await findings(page)).toEqual({ axe: [], tooWide: 0, jumped: 0 });
      expect(troubles).toEqual([]);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    },
  );
});

/** Goes there and waits until it stands. */
async function go(page: Page, path: string, isAnswered: () => boolean): Promise<void> {
  await page.evaluate('window.shifted = 0');
  const at = path.replace(/:(\w+)/g, (_, id: string) => ids[id] ?? '');
  await page.goto(`${world.running.apiUrl}/#${at}`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor({ state: 'detached' });
  await page.locator('main h1').waitFor();
  await page.locator('[data-skeleton]').first().waitFor({ state: 'detached' });
  await expect.poll(isAnswered, { interval: 20 }).toBe(true);
}

/** What a page asks for first comes last, so that whatever can jump does. */
async function answerLastFirst(page: Page): Promise<() => boolean> {
  let waiting = 0;
  await page.route(`${world.running.apiUrl}/**`, async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.continue();
    waiting += 1;
    try {
      const response = await route.fetch();
      await delay(Math.max(0, 600 - 150 * waiting));
      await route.fulfill({ response });
    } catch {
      // The page took its question back.
    }
    waiting -= 1;
  });
  return () => waiting === 0;
}

it('a page that is none says so to everybody', async () => {
  const { page, troubles } = await world.open(world.people.olivia, NOWHERE);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect(await findings(page)).toMatchObject({ axe: [], tooWide: 0 });
  await lookAt(page, 'phone', 'dark');
  expect(await findings(page)).toMatchObject({ axe: [], tooWide: 0 });
  expect(troubles).toEqual([]);
});

async function findings(page: Page) {
  const axe = await axeFindings(page);
  const [width, shifted] = (await page.evaluate(
    '[document.documentElement.scrollWidth - innerWidth, window.shifted]',
  )) as [number, number];
  await page.evaluate('window.shifted = 0');
  // What moves by less than this, nobody sees (https://web.dev/articles/cls: good is below 0.1).
  return { axe, tooWide: Math.max(0, width), jumped: shifted < 0.02 ? 0 : shifted };
}
