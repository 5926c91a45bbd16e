import { answerView } from './answer-view.ts';
import type { Card, PendingItem } from './api-types.ts';
import { contentView } from './content-view.ts';
import { contextViews } from './context-view.ts';
import { el, shown } from './dom.ts';
import { cardHash } from './route.ts';
import { sentenceOf } from './sentence.ts';
import { againBecause, ageInWords, stateExplained, stateInWords } from './words.ts';

export type CardView = { element: HTMLElement; heading: HTMLElement; content: HTMLElement; end: HTMLElement };

/** The card: one sentence, all of the content and its context, and beside it the decision or what became of it. */
export function cardView(card: Card, beside: HTMLElement, notice: HTMLElement | undefined): CardView {
  const heading = el('h1', { tabindex: '-1' }, shown(sentenceOf(card.capability, card.content)));
  const age = el(
    'time',
    { datetime: card.createdAt, 'data-since': card.createdAt },
    ageInWords(card.createdAt, new Date()),
  );
  const asks = el('p', { class: 'asks' }, el('strong', {}, shown(card.agent.name)), ' asks · ', age);
  const state = el('span', { class: `state ${card.state}` }, stateInWords(card.state));
  const again = card.pendingReason ? el('p', { class: 'warning' }, `${againBecause(card.pendingReason)}.`) : undefined;
  const head = el('header', { class: 'card-head' }, el('div', { class: 'over' }, asks, state), heading, again, notice);
  const content = contentView(card);
  const end = el('div', { class: 'end' });
  content.append(end);
  const answer = card.answer && answerView(card.answer);
  const read = el('div', { class: 'read' }, content, answer, ...contextViews(card));
  const aside = el('aside', { 'aria-label': 'Decision' }, beside);
  // Who decides has read first; who comes later wants to know what became of it.
  const inOrder = card.state === 'pending' ? [read, aside] : [aside, read];
  const columns = el('div', { class: 'columns' }, ...inOrder);
  return { element: el('article', {}, head, columns), heading, content, end };
}

/** `unknown` until the list was asked. */
export type Next = PendingItem | 'none' | 'unknown';

/** What became of an action that waits no more, and where to go on. */
export function resultView(card: Card, next: Next): HTMLElement {
  const latest = card.history.findLast(({ decidedBy }) => decidedBy !== undefined);
  const did = latest?.verdict === 'approve' ? 'Approved' : 'Rejected';
  return el(
    'section',
    { class: `panel result ${card.state}`, 'aria-labelledby': 'result-heading' },
    el('h2', { id: 'result-heading', tabindex: '-1' }, stateInWords(card.state)),
    latest ? el('p', {}, `${did} by `, shown(latest.decidedBy ?? ''), '.') : undefined,
    el('p', {}, stateExplained(card.state)),
    el('p', { class: 'next' }, nextLink(next)),
  );
}

export function nextLink(next: Next): Node | undefined {
  if (next === 'unknown') return undefined;
  if (next === 'none') return el('a', { class: 'go', href: '#/' }, 'Nothing else waits for you. Back to the list');
  return el('a', { class: 'go', href: cardHash(next.actionId) }, 'Next: ', shown(next.summary));
}
