import type { Api } from './api-client.ts';
import type { Card } from './api-types.ts';
import { type CardView, cardView, type Next, resultView } from './card-view.ts';
import { decider } from './decide.ts';
import { type DecisionForm, type Draft, decisionForm, type Verdict } from './decision-form.ts';
import { announce, el } from './dom.ts';
import { type Notice, noticeOf, noticeView } from './notice.ts';
import type { Page } from './page.ts';
import { poll } from './poll.ts';
import type { Problem } from './problem-words.ts';
import { afterReadingToTheEnd } from './read-to-the-end.ts';
import { stateInWords } from './words.ts';

type Shown = { card: Card; view: CardView; form: DecisionForm | undefined };

const WHILE_PENDING_MS = 3_000;
const WHILE_CARRIED_OUT_MS = 1_000;
const WHILE_UNCERTAIN_MS = 10_000;

/** One approval: read, decided, and followed until it is settled. */
export function cardPage({ main, api, signIn, signal }: Page, actionId: string): void {
  const decide = decider(api);
  let shown: Shown | undefined;
  let draft: Draft | undefined;
  let notice: Notice | undefined;
  let next: Next = 'unknown';
  let following = new AbortController();

  const draw = (card: Card, focus: 'heading' | 'result' | undefined) => {
    const known = { ...(draft ?? { note: '', notifyAgent: card.notifyAgentDefault }) };
    draft = known;
    const form = card.state === 'pending' ? decisionForm(card, known, (verdict) => void press(verdict)) : undefined;
    const problem = notice && noticeView(notice, { signIn: () => void signIn.begin() });
    const view = cardView(card, el('div', { class: 'beside' }, problem, form?.element ?? resultView(card, next)));
    main.replaceChildren(view.element);
    if (form) afterReadingToTheEnd(view, `${card.round} ${card.hash}`, form.waitForEnd, signal);
    if (focus === 'heading') view.heading.focus({ preventScroll: true });
    if (focus === 'result') document.getElementById('result-heading')?.focus();
    shown = { card, view, form };
  };

  const take = (card: Card) => {
    const before = shown?.card;
    if (before && JSON.stringify(before) === JSON.stringify(card) && !notice) return;
    if (card.state !== 'pending' && notice?.retry) notice = undefined;
    const settledNow = before?.state === 'pending' && card.state !== 'pending';
    draw(card, before ? (settledNow ? 'result' : undefined) : 'heading');
    if (before && before.state !== card.state) announce(stateInWords(card.state));
    else if (before && before.hash !== card.hash) announce('The content has changed. Read it again.');
    if (card.state !== 'pending' && next === 'unknown') void findNext();
  };

  const findNext = async () => {
    next = await nextAfter(api, actionId);
    if (shown && !signal.aborted)
      draw(shown.card, document.activeElement?.id === 'result-heading' ? 'result' : undefined);
  };

  const refresh = async () => {
    const answer = await api.card(actionId);
    if (signal.aborted) return undefined;
    if (answer.ok) take(answer.value);
    else if (shown && (answer.problem.code === 'NETWORK' || answer.problem.status >= 500))
      announce('Connecting again…');
    else {
      fail(answer.problem);
      return undefined;
    }
    return pause(shown?.card.state);
  };

  const fail = (problem: Problem) => {
    shown = undefined;
    const does = { signIn: () => void signIn.begin(), retry: follow };
    main.replaceChildren(
      el('div', { class: 'alone' }, noticeView(noticeOf(problem), does), el('a', { href: '#/' }, 'Back to the list')),
    );
  };

  const follow = () => {
    following.abort();
    following = new AbortController();
    poll(refresh, AbortSignal.any([signal, following.signal]));
  };

  const press = async (verdict: Verdict) => {
    if (!shown?.form || !draft) return;
    following.abort();
    shown.form.sending(verdict);
    const answer = await decide(shown.card, verdict, draft);
    if (signal.aborted) return;
    notice = answer.ok ? undefined : noticeOf(answer.problem);
    next = 'unknown';
    if (notice) draw(shown.card, undefined);
    follow();
  };

  follow();
}

/** Until when to look again; undefined when nothing more happens by itself. */
function pause(state: string | undefined): number | undefined {
  if (state === 'approved' || state === 'allowed') return WHILE_CARRIED_OUT_MS;
  if (state === 'uncertain') return WHILE_UNCERTAIN_MS;
  return state === 'pending' || state === undefined ? WHILE_PENDING_MS : undefined;
}

async function nextAfter(api: Api, actionId: string): Promise<Next> {
  const answer = await api.pending('');
  return (answer.ok && answer.value.items.find((item) => item.actionId !== actionId)) || 'none';
}
