import { apiClient } from './api-client.ts';
import { Config } from './api-types.ts';
import { cardPage } from './card-page.ts';
import { button, el } from './dom.ts';
import { header } from './header.ts';
import { listPage } from './list-page.ts';
import { readRoute } from './route.ts';
import { completeSignIn, hasJustLeft, type SignIn, signIn } from './sign-in.ts';
import { ageInWords } from './words.ts';

const main = byId('main');

async function start(): Promise<void> {
  const config = await readConfig();
  if (!config) return showAlone('Countersign cannot be reached', 'Check your connection and reload this page.');
  const { manager, signIn: signing } = signIn(config);
  const begin = () => void signing.begin().catch(() => showSignIn(begin, 'The sign-in cannot be reached. Try again.'));
  const signedIn = await completeSignIn(manager).catch(() => undefined);
  if (signedIn) return open({ ...signing, begin: async () => begin() });
  if (signedIn === undefined) return showSignIn(begin, 'The sign-in was not completed. Try again.');
  if (hasJustLeft()) return showSignIn(begin, 'You are signed out.');
  begin();
}

async function readConfig(): Promise<Config | undefined> {
  const reply = await fetch('/console/config.json').catch(() => undefined);
  if (!reply?.ok) return undefined;
  return Config.safeParse(await reply.json().catch(() => undefined)).data;
}

function open(signing: SignIn): void {
  const api = apiClient(signing.token);
  header(byId('you'), api, signing);
  let leaving = new AbortController();
  const show = () => {
    leaving.abort();
    leaving = new AbortController();
    const page = { main, api, signIn: signing, signal: leaving.signal };
    const route = readRoute(location.hash);
    window.scrollTo(0, 0);
    if (route.page === 'card') cardPage(page, route.actionId);
    else if (route.page === 'list') listPage(page, route.after);
    else
      showAlone(
        'There is no such page',
        'The link may be wrong.',
        el('a', { class: 'go', href: '#/' }, 'What waits for you'),
      );
  };
  window.addEventListener('hashchange', show);
  window.setInterval(refreshAges, 10_000);
  show();
}

function refreshAges(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-since]')) {
    element.textContent = ageInWords(element.dataset.since ?? '', new Date());
  }
}

function showSignIn(begin: () => void, says: string): void {
  const help = 'Sign in to see what waits for your approval.';
  showAlone(says, help, button('Sign in', { class: 'approve' }, begin));
}

function showAlone(title: string, text: string, more?: HTMLElement): void {
  const heading = el('h1', { tabindex: '-1' }, title);
  main.replaceChildren(el('div', { class: 'alone' }, heading, el('p', { class: 'quiet' }, text), more));
  heading.focus();
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no element ${id}`);
  return element;
}

void start();
