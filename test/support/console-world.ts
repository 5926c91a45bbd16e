import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type SignedInPerson, sendWebhook, signIn } from '../../infra/demo/system.ts';
import { type Look, openBrowser, openConsole, signInAs } from './browser.ts';
import { startTestStack, type TestStack } from './local-stack.ts';

export type ConsoleWorld = {
  system: TestStack;
  browser: Browser;
  /** Signed in over the API, to see what the console did. */
  olivia: SignedInPerson;
  /** The console as a person, at an address of it. */
  open: (personId: string, at?: string, look?: Look) => ReturnType<typeof openConsole>;
  /** The invoice helper asks to write to an address; resolves when that waits. */
  asked: (email: string, more?: { name?: string; invoice?: string }) => Promise<string>;
};

/** One system and one browser for the tests of a file. */
export function useConsole(): ConsoleWorld {
  const world = {} as ConsoleWorld;
  beforeAll(async () => {
    const [system, browser] = await Promise.all([startTestStack(), openBrowser()]);
    const olivia = await signIn(system.running, 'per_olivia');
    Object.assign(world, { system, browser, olivia, open: opener(browser, system), asked: asker(system, olivia) });
  });
  afterAll(async () => {
    await world.browser?.close();
    await world.system?.close();
  });
  return world;
}

function opener(browser: Browser, { running }: TestStack): ConsoleWorld['open'] {
  return async (personId, at = '/', look = {}) => {
    const opened = await openConsole(browser, running, look);
    await signInAs(opened.page, personId);
    if (at !== '/') await opened.page.goto(`${running.apiUrl}/#${at}`);
    return opened;
  };
}

function asker({ running }: TestStack, olivia: SignedInPerson): ConsoleWorld['asked'] {
  return async (email, { name = 'Dana', invoice = '1043' } = {}) => {
    await sendWebhook(running, 'trg_invoices', { type: 'invoice.question', customer: { name, email }, invoice });
    return waits(olivia, email);
  };
}

async function waits(person: SignedInPerson, email: string): Promise<string> {
  for (const until = Date.now() + 60_000; Date.now() < until; await delay(200)) {
    const found = (await person.pending()).find(({ summary }) => summary.includes(email));
    if (found) return found.actionId;
  }
  throw new Error(`Nothing to ${email} waits.`);
}
