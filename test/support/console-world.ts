import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { type SignedInPerson, signIn } from '../../infra/demo/system.ts';
import type { Running } from '../../infra/local/running.ts';
import { newId } from '../../shared/ids.ts';
import { joinBrowser, type Look, openConsole, signInAs } from './browser.ts';
import { checkAnswersOf } from './checked-fetch.ts';
import { elsewhereClient, keyFor, personFor } from './elsewhere.ts';
import type { Shared } from './shared/console.ts';

export type ConsoleWorld = {
  running: Running;
  browser: Browser;
  /** Olivia owns the agent of this file, Miguel edits it, and neither has anything to do with those of other files. */
  people: { olivia: string; miguel: string };
  agentId: string;
  /** Olivia over the API, to see what the console did. */
  olivia: SignedInPerson & { call: Awaited<ReturnType<typeof personFor>> };
  /** Ada, who is an admin, over the API. */
  ada: Awaited<ReturnType<typeof personFor>>;
  /** The console as a person, at an address of it. */
  open: (personId: string, at?: string, look?: Look) => ReturnType<typeof openConsole>;
  /** The agent of this file asks for something; its id once that waits. */
  ask: (capability: string, input: Record<string, unknown>, more?: Record<string, unknown>) => Promise<string>;
  /** It asks to email an answer about an invoice. */
  asked: (email: string, more?: { name?: string; invoice?: string }) => Promise<string>;
};

/** The system and the browser of all files, with people and an agent for the tests of one. */
export function useConsole(): ConsoleWorld {
  const world = {} as ConsoleWorld;
  beforeAll(async () => {
    const reply = await fetch(inject('consoleServer'));
    if (!reply.ok) throw new Error(`The shared system did not start: ${await reply.text()}`);
    const { running, browserAt } = (await reply.json()) as Shared;
    checkAnswersOf(running.apiUrl);
    const [browser, ada] = await Promise.all([joinBrowser(browserAt), personFor(running, 'per_ada')]);
    const people = { olivia: await invite(ada, 'Olivia Owner'), miguel: await invite(ada, 'Miguel Editor') };
    const [olivia, call] = await Promise.all([signIn(running, people.olivia), personFor(running, people.olivia)]);
    const agentId = await makeAgent(call, people.miguel);
    const { key } = await keyFor(running, agentId, people.olivia);
    const ask = asker(running, agentId, key);
    Object.assign(world, { running, browser, ada, people, olivia: { ...olivia, call }, agentId, ask });
    Object.assign(world, { open: opener(browser, running), asked: invoiceAsker(ask) });
  });
  afterAll(() => world.browser?.close());
  return world;
}

type Call = ConsoleWorld['ada'];

async function invite(ada: Call, name: string): Promise<string> {
  const { body } = await ada('POST', '/people', { name, email: `${newId('per')}@acme.example`, role: 'member' });
  return String(body.personId);
}

async function makeAgent(olivia: Call, editorId: string): Promise<string> {
  const { body } = await olivia('POST', '/agents', { name: 'Invoice desk', instructions: 'You answer customers.' });
  const { agentId, version, settings } = body;
  const access = { ...settings.access, [editorId]: 'edit' };
  await olivia('PUT', `/agents/${agentId}/access`, { access, defaultAccess: 'none', version });
  return String(agentId);
}

function opener(browser: Browser, running: Running): ConsoleWorld['open'] {
  return async (personId, at = '/', look = {}) => {
    const opened = await openConsole(browser, running, look);
    await signInAs(opened.page, personId);
    if (at !== '/') await opened.page.goto(`${running.apiUrl}/#${at}`);
    return opened;
  };
}

function asker(running: Running, agentId: string, key: string): ConsoleWorld['ask'] {
  const client = elsewhereClient(running, agentId, key);
  return async (capability, input, more = {}) => {
    const { status, body } = await client.ask(newId('run'), { capability, input, ...more });
    if (status !== 202) throw new Error(`It does not wait: ${status} ${JSON.stringify(body)}`);
    return String(body.actionId);
  };
}

function invoiceAsker(ask: ConsoleWorld['ask']): ConsoleWorld['asked'] {
  return (email, { name = 'Dana', invoice = '1043' } = {}) =>
    ask('send_email', {
      ...{ to: [email], subject: `Your question about invoice ${invoice}` },
      text: `Hello ${name},\n\nthank you for asking about invoice ${invoice}. It is due in 30 days.\n\nKind regards`,
    });
}
