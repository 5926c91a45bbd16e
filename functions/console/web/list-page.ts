import type { PendingItem, PendingPage } from './api-types.ts';
import { announce, el, shown } from './dom.ts';
import { noticeOf, noticeView } from './notice.ts';
import type { Page } from './page.ts';
import { poll } from './poll.ts';
import type { Problem } from './problem-words.ts';
import { cardHash } from './route.ts';
import { againBecause, ageInWords } from './words.ts';

const EVERY_MS = 3_000;

/** What waits for this person, oldest first; kept up to date while it is seen. */
export function listPage({ main, api, signIn, signal }: Page, after: string): void {
  const heading = el('h1', { tabindex: '-1' }, 'Waiting for you');
  const body = el('div', { class: 'list' }, el('p', { class: 'quiet' }, 'Loading…'));
  main.replaceChildren(heading, body);
  heading.focus({ preventScroll: true });
  let known = '';

  const show = (page: PendingPage) => {
    const now = JSON.stringify(page);
    if (now === known) return;
    if (known) announce(`The list has changed: ${page.items.length} on this page.`);
    known = now;
    keepingFocus(body, () => body.replaceChildren(...pageView(page, after)));
  };
  const fail = (problem: Problem) => {
    const isNews = known !== problem.code;
    known = problem.code;
    if (isNews) body.replaceChildren(noticeView(noticeOf(problem), { signIn: () => void signIn.begin() }));
    return problem.code === 'NETWORK' || problem.status >= 429;
  };
  poll(async () => {
    const answer = await api.pending(after);
    if (signal.aborted) return undefined;
    if (answer.ok) show(answer.value);
    else if (!fail(answer.problem)) return undefined;
    return EVERY_MS;
  }, signal);
}

function pageView({ items, next }: PendingPage, after: string): HTMLElement[] {
  if (items.length === 0 && !after) return [emptyView()];
  const first = after ? el('a', { class: 'go', href: '#/' }, 'Back to the oldest') : undefined;
  const further = next
    ? el('a', { class: 'go', href: `#/?${new URLSearchParams({ after: next })}` }, 'Show the next ones')
    : undefined;
  return [
    el('ol', { class: 'waiting' }, ...items.map(rowView)),
    el('nav', { 'aria-label': 'Pages of the list' }, first, further),
  ];
}

function emptyView(): HTMLElement {
  return el(
    'div',
    { class: 'panel empty' },
    el('p', {}, el('strong', {}, 'Nothing waits for you.')),
    el('p', { class: 'quiet' }, 'When an agent asks for something that needs a person, it appears here by itself.'),
  );
}

function rowView({ actionId, agentName, summary, createdAt, pendingReason }: PendingItem): HTMLElement {
  const age = el('time', { datetime: createdAt, 'data-since': createdAt }, ageInWords(createdAt, new Date()));
  const again = pendingReason ? el('span', { class: 'again' }, againBecause(pendingReason)) : undefined;
  const over = el('span', { class: 'over' }, el('span', {}, shown(agentName)), age);
  return el(
    'li',
    {},
    el('a', { href: cardHash(actionId) }, over, el('span', { class: 'summary' }, shown(summary)), again),
  );
}

/** A list that is drawn anew must not throw away where a keyboard user is. */
function keepingFocus(within: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  const href = focused instanceof HTMLAnchorElement && within.contains(focused) ? focused.getAttribute('href') : null;
  draw();
  if (href) within.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)?.focus();
}
