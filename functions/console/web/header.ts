import type { Api } from './api-client.ts';
import type { BellItem, Notifications } from './api-types.ts';
import { type Disclosure, disclosure } from './disclosure.ts';
import { button, el, shown } from './dom.ts';
import { bellIcon, personIcon } from './icons.ts';
import { poll } from './poll.ts';
import type { Problem } from './problem-words.ts';
import { cardHash } from './route.ts';
import type { SignIn } from './sign-in.ts';
import { ageInWords } from './words.ts';

const EVERY_MS = 5_000;

/** The bell and who is signed in, at the top of every page. */
export function header(place: HTMLElement, api: Api, signIn: SignIn): void {
  place.replaceChildren(bell(api), person(api, signIn));
}

function bell(api: Api): HTMLElement {
  const count = el('span', { class: 'count', hidden: true });
  const menu = disclosure('bell', 'Notifications', el('span', {}, bellIcon(), count));
  menu.panel.append(el('p', { class: 'quiet' }, 'Loading…'));
  let known = '';
  const refresh = async () => {
    const answer = await api.notifications();
    if (!answer.ok) return retryAfter(answer.problem);
    const now = JSON.stringify(answer.value);
    if (now !== known) showBell(menu, count, answer.value);
    known = now;
    return EVERY_MS;
  };
  poll(refresh, new AbortController().signal);
  return menu.element;
}

/** Another try does not help somebody who must sign in again. */
function retryAfter({ status }: Problem): number | undefined {
  return status === 401 || status === 403 ? undefined : EVERY_MS;
}

function showBell({ toggle, panel }: Disclosure, count: HTMLElement, { items, waiting, more }: Notifications): void {
  const many = `${waiting}${more ? '+' : ''}`;
  toggle.setAttribute('aria-label', `Notifications: ${waiting === 0 ? 'none' : many} waiting`);
  count.textContent = many;
  count.hidden = waiting === 0;
  document.title = waiting === 0 ? 'Countersign' : `(${many}) Countersign`;
  const list = el('ul', {}, ...items.map(bellRow));
  panel.replaceChildren(items.length === 0 ? el('p', { class: 'quiet' }, 'No notifications yet.') : list);
}

const DID: Record<string, string> = { approve: 'Approved', reject: 'Rejected', withdraw: 'Withdrawn' };

function bellRow({ actionId, agentName, summary, since, resolved }: BellItem): HTMLElement {
  const below = resolved
    ? `${DID[resolved.verdict] ?? 'Decided'} by ${resolved.decidedBy}`
    : ageInWords(since, new Date());
  return el(
    'li',
    { class: resolved ? 'resolved' : 'open' },
    el(
      'a',
      { href: cardHash(actionId) },
      el('span', {}, shown(`${agentName} asks`)),
      el('span', { class: 'summary' }, shown(summary)),
      el('span', { class: 'quiet', ...(resolved ? {} : { 'data-since': since }) }, shown(below)),
    ),
  );
}

function person(api: Api, signIn: SignIn): HTMLElement {
  const name = el('span', { class: 'name' });
  const menu = disclosure('person', 'You', el('span', {}, personIcon(), name));
  const leave = button('Sign out', { class: 'plain' }, () => void signIn.end());
  menu.panel.append(leave);
  const greet = async () => {
    const answer = await api.me();
    if (!answer.ok) return retryAfter(answer.problem);
    name.textContent = answer.value.name;
    menu.toggle.setAttribute('aria-label', `Signed in as ${answer.value.name}`);
    const who = el('p', {}, 'Signed in as ', el('strong', {}, shown(answer.value.name)));
    menu.panel.replaceChildren(
      who,
      el('p', { class: 'quiet' }, shown(`${answer.value.email} · ${answer.value.role}`)),
      leave,
    );
    return undefined;
  };
  poll(greet, new AbortController().signal);
  return menu.element;
}
